package io.smoothllm.usage.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smoothllm.usage.problem.UsageProblem.TooManyExports;
import io.smoothllm.usage.problem.UsageProblemException;
import io.smoothllm.usage.sql.Interruption;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// All calls of a range, oldest first, sent while they are read: however many there are, a few
/// hundred of them are in memory. The client's pace is the query's.
@ApplicationScoped
class Exports {
    private static final Logger LOG = Logger.getLogger(Exports.class);

    private static final int CHUNK = 32 * 1024;

    private final DataSource database;
    private final ObjectWriter json;
    private final Semaphore turns;

    Exports(DataSource database, ObjectMapper json, ExportConfig config) {
        this.database = database;
        this.json = json.writer();
        turns = new Semaphore(config.atOnce());
    }

    /// Ends the response, or breaks it off when it is too late to say what went wrong.
    void send(Filter filter, ExportFormat format, ExportClient client) throws IOException {
        if (!turns.tryAcquire()) {
            throw new UsageProblemException(new TooManyExports());
        }
        try (client) {
            var query = new Interruption();
            client.watch(query);
            write(filter, format, client, query);
            client.end();
        } catch (IOException | RuntimeException e) {
            if (client.isGone()) {
                LOG.debug("An export's client went away", e);
            } else if (client.hasBegun()) {
                LOG.error("An export failed", e);
                client.breakOff();
            } else {
                throw e;
            }
        } finally {
            turns.release();
        }
    }

    private void write(
            Filter filter, ExportFormat format, ExportClient client, Interruption interruption)
            throws IOException {
        var lines = format.to(new BufferedOutputStream(client, CHUNK), json);
        RecentCalls.matching(
                new Query().add("select /* export */ " + RecentCall.COLUMNS + " from ledger"),
                filter)
                .add("order by started_at, instance, sequence")
                .stream(database, interruption, RecentCall::read, lines::write);
        lines.end();
    }
}
