package io.smoothllm.proxy.journal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// The journal of this process: opened when it starts, after what the last one left open was
/// settled as interrupted.
@ApplicationScoped
public class CallJournal {
    /// @param context the event loop that waits
    private record Waiting(Context context, EventId event, Promise<EventId> onDisk) {
        void done() {
            context.runOnContext(_ -> onDisk.complete(event));
        }
    }

    private static final Logger LOG = Logger.getLogger(CallJournal.class);

    private final UUID instance = UuidCreator.getTimeOrderedEpoch();
    private final JournalConfig config;
    private final String bootstrapServers;
    private final MeterRegistry metrics;
    private final List<Thread> threads = new ArrayList<>();

    /// Calls that wait to be on the disk; guarded by itself.
    private final List<Waiting> waiting = new ArrayList<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private FileChannel directoryLock;
    private Journal journal;
    private UsagePublisher publisher;
    private Thread publishing;

    CallJournal(
            JournalConfig config,
            @ConfigProperty(
                            name = "smoothllm.kafka.bootstrap-servers",
                            defaultValue = "localhost:9092")
                    String bootstrapServers,
            MeterRegistry metrics) {
        this.config = config;
        this.bootstrapServers = bootstrapServers;
        this.metrics = metrics;
    }

    /// @throws IllegalStateException when the directory belongs to another process, or cannot be
    ///     written
    void start(@Observes StartupEvent event) {
        try {
            Files.createDirectories(config.directory());
            directoryLock = lockDirectory();
            var left = Recovery.read(config.directory());
            journal =
                    new Journal(
                            config.directory(),
                            instance,
                            (int) config.segmentSize().asLongValue(),
                            config.maxSize().asLongValue());
            publisher = new UsagePublisher(journal, bootstrapServers, left.segments());
            background("journal-segments", journal::prepare);
            background("journal-sync", this::synchronise);
            background("journal-report", this::report);
            publishing = Thread.ofPlatform().name("usage-publisher").unstarted(publisher);
            settle(left);
            publishing.start();
            measure();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "smoothllm.journal.directory: " + config.directory() + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while recovering the journal", e);
        }
    }

    private FileChannel lockDirectory() throws IOException {
        var channel =
                FileChannel.open(
                        config.directory().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("This very process has it", e);
        }
        channel.close();
        throw new IOException("another proxy uses this directory");
    }

    private void settle(Recovery recovery) throws InterruptedException {
        var interrupted = recovery.interrupted();
        for (var left : interrupted) {
            journal.settleForeign(left.call());
            left.segment().settled();
        }
        for (var gone : recovery.admitted().entrySet()) {
            journal.reportForeign(gone.getKey(), gone.getValue());
        }
        metrics.counter("smoothllm.requests.interrupted").increment(interrupted.size());
        if (!interrupted.isEmpty()) {
            LOG.warnf(
                    "%d calls were open when the last process ended; they are settled as interrupted",
                    interrupted.size());
        }
    }

    private void report() {
        try {
            while (!stopped.await(config.reportInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    journal.report(false);
                } catch (JournalFullException e) {
                    LOG.debug("The next report says all that this one would", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void background(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private void measure() {
        Gauge.builder("smoothllm.usage.unpublished", publisher, UsagePublisher::unacknowledged)
                .description("Settlements that the broker has not acknowledged")
                .register(metrics);
        Gauge.builder("smoothllm.requests.open", journal, Journal::openCalls)
                .description("Calls that were admitted and not settled")
                .register(metrics);
        Gauge.builder("smoothllm.requests.oldest.open", journal, j -> j.oldestOpen() / 1e9)
                .baseUnit("seconds")
                .description("How long the oldest open call is open")
                .register(metrics);
        Gauge.builder("smoothllm.journal.bytes", journal, Journal::size)
                .description("Disk that the journal of this process takes")
                .baseUnit("bytes")
                .register(metrics);
        FunctionCounter.builder("smoothllm.requests.admitted", journal, Journal::admitted)
                .register(metrics);
    }

    /// Writes the intent of a call. Never blocks.
    ///
    /// @param call makes the record that is true if nothing more is heard of the call
    /// @return its event id, when the intent is as safe as the configuration wants; fails with
    ///     [JournalFullException]
    public Future<EventId> admit(Function<EventId, UsageRecord> call) {
        try {
            var event = journal.admit(call);
            return switch (config.sync()) {
                case BATCHED -> Future.succeededFuture(event);
                case ALWAYS -> whenOnDisk(event);
            };
        } catch (JournalFullException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<EventId> whenOnDisk(EventId event) {
        var onDisk = Promise.<EventId>promise();
        synchronized (waiting) {
            waiting.add(new Waiting(Vertx.currentContext(), event, onDisk));
            waiting.notifyAll();
        }
        return onDisk.future();
    }

    /// Writes how a call ended. Never blocks.
    public void settle(UsageRecord call) {
        journal.settle(call);
    }

    private void sayGoodbye() {
        try {
            journal.report(true);
        } catch (JournalFullException e) {
            LOG.warn("There was no room for the last report; the next process makes it", e);
        }
    }

    private void synchronise() {
        try {
            while (stopped.getCount() > 0) {
                var served = awaitWork();
                if (stopped.getCount() > 0) {
                    journal.force();
                }
                served.forEach(Waiting::done);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting> awaitWork() throws InterruptedException {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                waiting.wait(Math.max(1, config.syncInterval().toMillis()));
            }
            var served = List.copyOf(waiting);
            waiting.clear();
            return served;
        }
    }

    /// Calls are over by now; their records get some time to be taken by the broker.
    void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
        stopped.countDown();
        sayGoodbye();
        publisher.stopWithin(config.flushTimeout());
        publishing.join(config.flushTimeout().toMillis() + TimeUnit.SECONDS.toMillis(6));
        publishing.interrupt();
        publishing.join();
        int left = publisher.unacknowledged();
        if (left > 0) {
            LOG.warnf("%d usage records stay in the journal for the next start", left);
        }
        journal.close();
        for (var thread : threads) {
            thread.join();
        }
        publisher.close();
        directoryLock.close();
    }
}
