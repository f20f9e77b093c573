package io.smoothllm.usage.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/// Calls as RFC 4180 has it: a line of names, then a line for each call, ended by CR LF. Tags share
/// a cell, with semicolons between them; what is not known is empty.
final class CsvLines implements ExportLines {
    private record Column(String name, Function<RecentCall, Object> value) {}

    /// Named and ordered as in the JSON of a call.
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("instance", RecentCall::instance),
                    new Column("sequence", RecentCall::sequence),
                    new Column("requestId", RecentCall::requestId),
                    new Column("attempt", RecentCall::attempt),
                    new Column("startedAt", RecentCall::startedAt),
                    new Column("userId", RecentCall::userId),
                    new Column("userName", RecentCall::userName),
                    new Column("keyId", RecentCall::keyId),
                    new Column("keyName", RecentCall::keyName),
                    new Column("providerId", RecentCall::providerId),
                    new Column("providerName", RecentCall::providerName),
                    new Column("dialect", RecentCall::dialect),
                    new Column("model", RecentCall::model),
                    new Column("upstreamModel", RecentCall::upstreamModel),
                    new Column("streamed", RecentCall::streamed),
                    new Column("status", RecentCall::status),
                    new Column("httpStatus", RecentCall::httpStatus),
                    new Column("errorCode", RecentCall::errorCode),
                    new Column("inputTokens", RecentCall::inputTokens),
                    new Column("cachedInputTokens", RecentCall::cachedInputTokens),
                    new Column("cacheWriteTokens", RecentCall::cacheWriteTokens),
                    new Column("cacheWriteHourTokens", RecentCall::cacheWriteHourTokens),
                    new Column("outputTokens", RecentCall::outputTokens),
                    new Column("reasoningTokens", RecentCall::reasoningTokens),
                    new Column("estimated", RecentCall::estimated),
                    new Column("costUsd", RecentCall::costUsd),
                    new Column("correctionUsd", RecentCall::correctionUsd),
                    new Column("priced", RecentCall::priced),
                    new Column("priceVersion", RecentCall::priceVersion),
                    new Column("latencyMs", RecentCall::latencyMs),
                    new Column("firstTokenMs", RecentCall::firstTokenMs),
                    new Column("tags", RecentCall::tags));

    private final Writer out;

    CsvLines(OutputStream out) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        line(Column::name);
    }

    @Override
    public void write(RecentCall call) throws IOException {
        line(column -> cell(column.value.apply(call)));
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }

    private void line(Function<Column, String> text) throws IOException {
        var separator = "";
        for (var column : COLUMNS) {
            out.write(separator);
            out.write(text.apply(column));
            separator = ",";
        }
        out.write("\r\n");
    }

    /// Only text may hold characters that mean something to the format or to a spreadsheet.
    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case String text -> quoted(harmless(text));
            case List<?> tags ->
                    quoted(
                            harmless(
                                    String.join(
                                            ";", tags.stream().map(Object::toString).toList())));
            default -> value.toString();
        };
    }

    /// A spreadsheet runs a cell that begins like this as a formula, and others choose our texts:
    /// <https://owasp.org/www-community/attacks/CSV_Injection>.
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
