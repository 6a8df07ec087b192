use orthanc_wasm::{plugin, Host, HttpMethod, Output, Request, Result};

plugin! { name: "{{name}}", version: "0.1.0", initialize: initialize }

fn initialize(host: &Host) -> Result {
    host.route("/{{name}}/hello/(.*)", hello);
    Ok(())
}

/// GET /{{name}}/hello/NAME
fn hello(output: &mut Output, request: &Request) -> Result {
    if request.method() != HttpMethod::Get {
        output.send_method_not_allowed("GET");
        return Ok(());
    }
    output.answer(format!("Hello {}!\n", request.groups().text(0)), "text/plain");
    Ok(())
}
