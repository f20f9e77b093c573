package io.smoothllm.localstack.watch;

import io.smoothllm.localstack.log.Logs;
import io.smoothllm.localstack.log.RotatingLog;
import java.io.PrintStream;
import java.time.LocalTime;
import java.util.List;

/// What a person sees while the stack runs. Everything on it is in `logs/stack.log` too, but for
/// what is secret.
public final class Screen {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;
    private final RotatingLog log;
    private final long start = System.nanoTime();

    public Screen(PrintStream out, boolean colours, RotatingLog log) {
        this.out = out;
        this.colours = colours;
        this.log = log;
    }

    /// Something is being done; with the seconds since the start.
    public void step(String text) {
        show("", text);
    }

    public void done(String text) {
        show(GREEN, text);
    }

    /// Something went wrong.
    public void trouble(String text, List<String> lastLines) {
        show(RED, text);
        lastLines.forEach(line -> out.println("              | " + line));
    }

    /// As it is, and not in the log.
    public void say(String text) {
        out.println(text);
        out.flush();
    }

    private void show(String colour, String text) {
        log.write(LocalTime.now().format(Logs.CLOCK) + " " + text);
        var seconds = "%8.1f s  ".formatted((System.nanoTime() - start) / 1e9);
        say(seconds + (colours && !colour.isEmpty() ? colour + text + PLAIN : text));
    }
}
