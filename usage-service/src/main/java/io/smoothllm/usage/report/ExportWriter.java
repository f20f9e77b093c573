package io.smoothllm.usage.report;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Lends the response's stream to [Exports]. After a plain `MessageBodyWriter` the framework would
/// end the response by itself, also one that was broken off.
@Provider
class ExportWriter implements ServerMessageBodyWriter<ExportFile> {
    private final Exports exports;
    private final ExportConfig config;

    ExportWriter(Exports exports, ExportConfig config) {
        this.exports = exports;
        this.config = config;
    }

    @Override
    public boolean isWriteable(
            Class<?> type,
            Type genericType,
            ResteasyReactiveResourceInfo target,
            MediaType mediaType) {
        return type == ExportFile.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ExportFile.class;
    }

    @Override
    public void writeResponse(ExportFile file, Type genericType, ServerRequestContext context)
            throws IOException {
        write(file, context.getOrCreateOutputStream());
    }

    @Override
    public void writeTo(
            ExportFile file,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        write(file, out);
    }

    private void write(ExportFile file, OutputStream out) throws IOException {
        exports.send(
                file.filter(),
                file.format(),
                new ExportClient(out, file.request(), config.patience()));
    }
}
