/** Adds a link to this plugin's page to the pages of a series and of an instance in Orthanc Explorer, which is built with jQuery Mobile. */
export const explorerScript = `
$(document).on('pagebeforeshow', '#series, #instance', function () {
  $('.preview-link', this).remove()
  $('<a>', {
    class: 'preview-link',
    text: 'Preview',
    href: '../preview?' + this.id + '=' + encodeURIComponent($.mobile.pageData.uuid),
    target: '_blank',
    rel: 'noopener',
  })
    .prependTo($('[data-role=content]', this))
    .buttonMarkup({ icon: 'search', theme: 'e' })
})
`
