//! A plugin in Rust: routes, a query, a body, images, several parts, errors, and a handler that panics.
use orthanc_wasm::{
    compute_md5, log_info, log_warning, plugin, ErrorCode, Host, HttpMethod, Image, Output,
    PixelFormat, Request, Result,
};

plugin! { name: "rust", version: "1.0", initialize: initialize, finalize: finalize }

fn initialize(host: &Host) -> Result {
    host.set_description("A sample in Rust.");
    host.route("/rust/hello/(.*)", hello);
    host.route("/rust/echo", echo);
    host.route("/rust/image", image);
    host.route("/rust/photo", photo);
    host.route("/rust/parts", parts);
    host.route("/rust/md5", |output, request| {
        output.answer(compute_md5(request.body()), "text/plain");
        Ok(())
    });
    host.route("/rust/panic", |_, request| panic!("asked for by {}", request.uri()));
    // A closure can capture values: here the word that it answers.
    for (number, word) in ["zero", "one", "two"].into_iter().enumerate() {
        host.route(&format!("/rust/word/{number}"), move |output, _| {
            output.answer(format!("{word}\n"), "text/plain");
            Ok(())
        });
    }
    log_info("the routes of the sample in Rust are registered");
    Ok(())
}

fn finalize() {
    log_warning("The plugin rust ends");
}

/// GET /rust/hello/NAME?KEY=VALUE…: the parts of the request, one line each.
fn hello(output: &mut Output, request: &Request) -> Result {
    if request.method() != HttpMethod::Get {
        output.send_method_not_allowed("GET");
        return Ok(());
    }
    let mut text = format!("Hello {} from {}\n", request.groups().text(0), request.uri());
    for (name, value) in request.arguments().iter() {
        let (name, value) = (String::from_utf8_lossy(name), String::from_utf8_lossy(value));
        text += &format!("{name} = {value}\n");
    }
    if text.len() > 4096 {
        output.set_and_log_http_error_details("The query is too long");
        return Err(ErrorCode::BadRequest);
    }
    output.set_cookie("greeted", "yes");
    output.answer(text, "text/plain");
    Ok(())
}

/// POST /rust/echo: the body, without a copy in the plugin.
fn echo(output: &mut Output, request: &Request) -> Result {
    let headers = request.headers();
    let kind = headers.get("Content-Type").unwrap_or("application/octet-stream".into());
    output.answer(request.body(), &kind);
    Ok(())
}

/// GET /rust/image: all 65536 gray values as PNG.
fn image(output: &mut Output, _: &Request) -> Result {
    let pixels: Vec<u16> = (0..=u16::MAX).collect();
    output.compress_and_answer_png(&Image::new(PixelFormat::Grayscale16, 256, 256, &pixels)?);
    Ok(())
}

/// GET /rust/photo?quality=N: red to the right, green to the bottom, as JPEG.
fn photo(output: &mut Output, request: &Request) -> Result {
    let quality = match request.arguments().get("quality") {
        Some(text) => text.parse().map_err(|_| ErrorCode::ParameterOutOfRange)?,
        None => 90,
    };
    let pixels: Vec<u8> = (0..=255)
        .flat_map(|y| (0..=255).flat_map(move |x| [x, y, 0]))
        .collect();
    output.compress_and_answer_jpeg(&Image::new(PixelFormat::RGB24, 256, 256, &pixels)?, quality);
    Ok(())
}

/// GET /rust/parts: an answer of two parts. If the host refuses a call, `?` ends the handler with its error.
fn parts(output: &mut Output, _: &Request) -> Result {
    output.start_multipart("mixed", "text/plain")?;
    output.send_multipart_item("first part")?;
    output.send_multipart_item2("{\"part\":2}", &[("Content-Type", "application/json")])
}
