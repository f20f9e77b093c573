package io.smoothllm.proxy.door.passthrough;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A multipart/form-data body in the making.
final class Form {
    static final String CONTENT_TYPE = "multipart/form-data; boundary=\"the boundary\"";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"ö.wav\"", content);
    }

    private Form part(String disposition, byte[] content) {
        text("--the boundary\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        bytes.writeBytes(content);
        text("\r\n");
        return this;
    }

    byte[] end() {
        text("--the boundary--\r\n");
        return bytes.toByteArray();
    }

    /// Without its final boundary.
    byte[] unfinished() {
        return bytes.toByteArray();
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
