package io.smoothllm.provider.stack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A provider that answers byte for byte what it is told, so that it can also misbehave. One
/// connection after the other takes the next answer; the last is repeated.
public final class ScriptedProvider implements AutoCloseable {
    /// Sends nothing and keeps the connection open.
    public static final byte[] SILENCE = new byte[0];

    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket server;
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public ScriptedProvider(byte[]... answers) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("No socket for a provider", e);
        }
        this.answers.addAll(List.of(answers));
        Thread.ofVirtual().start(this::serve);
    }

    /// A whole HTTP answer.
    public static byte[] http(int status, String contentType, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                "HTTP/1.1 %d Said so\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(status, contentType, bytes.length);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(bytes);
        return whole.toByteArray();
    }

    public static byte[] json(int status, String body) {
        return http(status, "application/json", body);
    }

    public static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /// What was asked so far, head and body.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A provider's socket stays open", e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return; // Closed by the test.
            }
        }
    }

    private void answer(Socket socket) {
        try {
            requests.add(read(new BufferedInputStream(socket.getInputStream())));
            var answer = answers.size() > 1 ? answers.poll() : answers.peek();
            if (answer != SILENCE) {
                socket.getOutputStream().write(answer);
                socket.close();
            }
        } catch (IOException e) {
            requests.add("broken off"); // The client hung up, which some tests want.
        }
    }

    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || (head.isEmpty() && next == TLS_HANDSHAKE)) {
                return head.toString();
            }
            head.append((char) next);
        }
        var lengthAt = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
        int length =
                lengthAt < 0
                        ? 0
                        : Integer.parseInt(
                                head.substring(lengthAt + 15, head.indexOf("\r\n", lengthAt))
                                        .strip());
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
