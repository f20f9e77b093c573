package io.smoothllm.usage.report;

import java.io.IOException;

/// Where exported calls go, one line each.
interface ExportLines {
    void write(RecentCall call) throws IOException;

    /// All calls were written.
    void end() throws IOException;
}
