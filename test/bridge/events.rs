use orthanc_wasm::{log_warning, plugin, rest_api_put, ChangeType, Host, HttpMethod, Result};

plugin! { name: "events", version: "1.0", initialize: initialize }

fn initialize(host: &Host) -> Result {
    let word = String::from("stable");
    host.on_change(move |change, _, id| {
        if change == ChangeType::StableSeries {
            rest_api_put(&format!("/series/{id}/metadata/4801"), &word)?;
        }
        Ok(())
    });
    host.on_stored_instance(|instance, id| {
        log_warning(&format!("{id}: {} bytes of {}", instance.bytes().len(), instance.metadata("ReceptionDate").is_some()));
        Ok(())
    });
    host.filter_instance(|instance| !instance.json().contains("REFUSED"))?;
    host.filter_http(|request, _| request.method() != HttpMethod::Delete)?;
    Ok(())
}
