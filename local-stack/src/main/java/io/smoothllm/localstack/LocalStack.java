package io.smoothllm.localstack;

import io.smoothllm.localstack.edge.Edge;
import io.smoothllm.localstack.home.CannotStart;
import io.smoothllm.localstack.home.Home;
import io.smoothllm.localstack.home.Secrets;
import io.smoothllm.localstack.log.Logs;
import io.smoothllm.localstack.part.Part;
import io.smoothllm.localstack.seed.Seed;
import io.smoothllm.localstack.watch.Backoff;
import io.smoothllm.localstack.watch.Screen;
import io.smoothllm.localstack.watch.State;
import io.smoothllm.localstack.watch.StatusBoard;
import io.smoothllm.localstack.watch.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Starts everything, keeps it running, and stops it in the opposite order when it is told to by a
/// signal.
public final class LocalStack {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /// Tells `./smoothllm up --detach`, which reads our output, that it may go.
    private static final String READY_MARK = "@ready";

    private final Settings settings;
    private final Home home;
    private final Logs logs;
    private final Screen screen;
    private final StatusBoard board;
    private final Secrets secrets;
    private final Lineup lineup;

    private final List<Watch> watches = new ArrayList<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean stopping;
    private Edge edge;

    private LocalStack(Settings settings, Home home) throws IOException {
        this.settings = settings;
        this.home = home;
        this.logs = new Logs(home.folder("logs"));
        this.screen = new Screen(System.out, settings.colours(), logs.of("stack"));
        this.board = new StatusBoard(home);
        this.secrets =
                Secrets.in(
                        home,
                        settings.adminEmail() == null
                                ? "admin@smoothllm.local"
                                : settings.adminEmail(),
                        settings.adminPassword());
        this.lineup = new Lineup(settings, home, secrets, logs);
    }

    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        try {
            var settings = Settings.of(Path.of("").toAbsolutePath(), System.getenv());
            try (var home = Home.open(settings.home())) {
                var stack = new LocalStack(settings, home);
                stack.logs.takeOver();
                return stack.live();
            }
        } catch (CannotStart e) {
            System.err.println("smoothllm: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("smoothllm: cannot start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    /// Until a signal stops it.
    private int live() throws CannotStart, IOException, InterruptedException {
        var hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            stopped.await();
            return 0;
        } catch (CancellationException stoppedMeanwhile) {
            stopped.await();
            return 0;
        } catch (CannotStart | IOException e) {
            if (stop()) {
                throw e;
            }
            stopped.await();
            return 0;
        }
    }

    private void start() throws CannotStart, IOException, InterruptedException {
        edge =
                Edge.bind(
                        settings.host(),
                        settings.port(),
                        lineup.servicePorts(),
                        settings.root().resolve("console/dist"));
        setEdge(State.STARTING);
        screen.step("starting PostgreSQL, Kafka and the provider simulator");
        watch(lineup.simulator);
        var kafka = watch(lineup.kafka);
        var postgres = watch(lineup.postgres);
        postgres.awaitReady(START_LIMIT);
        screen.step("starting the services");
        var services = new ArrayList<Watch>();
        lineup.services().forEach(service -> services.add(watch(service)));
        kafka.awaitReady(START_LIMIT);
        for (var service : services) {
            service.awaitReady(START_LIMIT);
        }
        open();
    }

    private void open() throws CannotStart, IOException, InterruptedException {
        edge.open();
        setEdge(State.READY);
        var password =
                settings.adminPassword() == null
                        ? secrets.adminPassword()
                        : settings.adminPassword();
        var email = settings.adminEmail() == null ? secrets.adminEmail() : settings.adminEmail();
        var key =
                new Seed(home, settings.innerAddress(), lineup.simulator.url(), screen)
                        .plant(email, password, settings.environment());
        screen.say(new Welcome(settings, email, password, key).text());
        if (settings.detached()) {
            screen.say(READY_MARK);
        }
    }

    private Watch watch(Part part) {
        var watch = new Watch(part, logs.of(part.name()), board, screen, Backoff.USUAL);
        synchronized (watches) {
            if (stopping) {
                throw new CancellationException();
            }
            watches.add(watch);
            watch.begin();
        }
        return watch;
    }

    /// The edge, the proxy, the other services, and then what they need.
    ///
    /// @return whether this call did it, not an earlier one
    private boolean stop() {
        synchronized (watches) {
            if (stopping) {
                return false;
            }
            stopping = true;
        }
        screen.say("");
        screen.step("stopping");
        try {
            if (edge != null) {
                setEdge(State.STOPPING);
                edge.drain(DRAIN);
                edge.close();
                setEdge(State.STOPPED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopWatches(lineup.proxyService);
        stopWatches(lineup.keysService, lineup.providerService, lineup.usageService);
        stopWatches(lineup.simulator, lineup.kafka);
        stopWatches(lineup.postgres);
        screen.step("everything is stopped");
        stopped.countDown();
        return true;
    }

    /// All of them at once; those that were never started are left out.
    private void stopWatches(Part... parts) {
        var names = Stream.of(parts).map(Part::name).toList();
        watches.stream()
                .filter(watch -> names.contains(watch.name()))
                .map(watch -> Thread.ofPlatform().start(watch::stop))
                .toList()
                .forEach(LocalStack::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setEdge(State state) {
        board.set("edge", settings.address().toString(), ProcessHandle.current().pid(), state);
    }
}
