package io.smoothllm.localstack.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// How to tell from outside that a process can do its work.
@FunctionalInterface
public interface Readiness {
    Duration LIMIT = Duration.ofSeconds(2);

    /// May take as long as [#LIMIT].
    boolean isGiven();

    static Readiness answers200(URI address) {
        var http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        var probe = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        return () -> {
            try {
                return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    /// For servers that open their port last.
    static Readiness listensOn(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        (int) LIMIT.toMillis());
                return true;
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
