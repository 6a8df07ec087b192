/** The numbers of `OrthancPluginInvokeService`. */
export const enum Service {
  RegisterRestCallback = 1000,
  RegisterRestCallbackNoLock = 1004,
  AnswerBuffer = 2000,
  CompressAndAnswerPngImage = 2001,
  Redirect = 2002,
  SendHttpStatusCode = 2003,
  SendUnauthorized = 2004,
  SendMethodNotAllowed = 2005,
  SetCookie = 2006,
  SetHttpHeader = 2007,
  SendHttpStatus = 2010,
  CompressAndAnswerImage = 2011,
  SetHttpErrorDetails = 2013,
}
