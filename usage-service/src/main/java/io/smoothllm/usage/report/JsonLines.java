package io.smoothllm.usage.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;

/// Calls as one JSON object a line (<https://jsonlines.org>), each as in `/recent`.
record JsonLines(OutputStream out, ObjectWriter json) implements ExportLines {
    @Override
    public void write(RecentCall call) throws IOException {
        out.write(json.writeValueAsBytes(call));
        out.write('\n');
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
