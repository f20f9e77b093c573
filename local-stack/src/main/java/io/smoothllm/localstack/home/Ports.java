package io.smoothllm.localstack.home;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothllm.model.Wire;
import io.smoothllm.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/// The inner ports: free ones, and the same as last time where they still are.
public final class Ports {
    private static final String FILE = "ports.json";

    private record Kept(@JsonValue Map<String, Integer> byName) {}

    private final Home home;
    private final Map<String, Integer> known = new TreeMap<>();
    private final HashSet<Integer> taken = new HashSet<>();

    public Ports(Home home) throws IOException {
        this.home = home;
        var kept = home.read(FILE);
        if (kept.isPresent()) {
            known.putAll(
                    Wire.read(kept.get().getBytes(StandardCharsets.UTF_8), Kept.class).byName());
        }
    }

    /// @param purpose what the port is for, for example `kafka`
    public int find(String purpose) throws IOException {
        var before = known.get(purpose);
        int port = before != null && isFree(before) ? before : another();
        taken.add(port);
        if (before == null || before != port) {
            known.put(purpose, port);
            home.write(FILE, new String(Wire.write(new Kept(known)), StandardCharsets.UTF_8));
        }
        return port;
    }

    private int another() throws IOException {
        while (true) {
            int port = FreePort.find();
            if (!taken.contains(port) && !known.containsValue(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
