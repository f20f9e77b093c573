package io.smoothllm.usage.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;

enum ExportFormat {
    CSV("csv", "text/csv;charset=utf-8;header=present"),
    JSON_LINES("jsonl", "application/x-ndjson");

    private final String extension;
    private final String mediaType;

    ExportFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /// @param value as in the query; CSV if absent
    static ExportFormat parse(String name, String value) {
        if (Parameters.text(value) == null) {
            return CSV;
        }
        for (var format : values()) {
            if (format.extension.equals(value)) {
                return format;
            }
        }
        throw Parameters.invalid(name, "must be csv or jsonl");
    }

    /// Of a file's name.
    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    ExportLines to(OutputStream out, ObjectWriter json) throws IOException {
        return switch (this) {
            case CSV -> new CsvLines(out);
            case JSON_LINES -> new JsonLines(out, json);
        };
    }
}
