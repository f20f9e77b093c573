package io.smoothllm.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Loopback ports nobody listens on. They lie below the ephemeral range, so an outgoing connection
/// cannot take one between the look and the use, as it can with the usual `new ServerSocket(0)`.
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int EPHEMERAL = 32_768;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    public static int find() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No free loopback port from " + LOWEST + " to " + EPHEMERAL);
    }

    /// The port itself, or a free one for 0.
    ///
    /// @throws IOException in one clear line when it is taken
    public static int orFree(int port) throws IOException {
        if (port == 0) {
            return find();
        }
        if (!isFree(port)) {
            throw new IOException("Port " + port + " is taken");
        }
        return port;
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
