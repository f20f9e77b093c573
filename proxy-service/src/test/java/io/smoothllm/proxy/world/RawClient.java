package io.smoothllm.proxy.world;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection to the proxy, on which a test writes what it likes.
public final class RawClient implements AutoCloseable {
    /// @param body empty when there was none
    public record Answer(int status, String head, String body) {}

    private final Socket socket;
    private final InputStream in;

    public RawClient() throws IOException {
        var url = URI.create(World.url());
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// @param headers each with its line end
    public void post(String path, String headers, byte[] body) throws IOException {
        var head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        write(all.toByteArray());
    }

    /// The next answer; one with a length, as errors are.
    public Answer answer() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("The proxy hung up behind: " + head);
            }
            head.append((char) one);
        }
        int status = Integer.parseInt(head.substring(9, 12));
        var length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ", 2);
        int bytes = length.length < 2 ? 0 : Integer.parseInt(length[1].split("\r\n", 2)[0]);
        return new Answer(
                status, head.toString(), new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
