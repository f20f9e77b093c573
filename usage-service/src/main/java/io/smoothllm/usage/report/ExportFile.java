package io.smoothllm.usage.report;

import io.vertx.core.http.HttpServerRequest;

/// What [ExportWriter] is to write, and to whom.
record ExportFile(Filter filter, ExportFormat format, HttpServerRequest request) {}
