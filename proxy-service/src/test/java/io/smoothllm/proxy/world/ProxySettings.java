package io.smoothllm.proxy.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.model.credential.CredentialSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.Map;

/// What the proxy must know at its start: a keyset, and where keys-service will be.
public final class ProxySettings implements QuarkusTestResourceLifecycleManager {
    private Path keyset;
    private Path journal;

    @Override
    public Map<String, String> start() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            keyset = Files.createTempFile("keyset", ".json");
            journal = Files.createTempDirectory("journal");
            Files.writeString(keyset, CredentialSeal.newKeyset());
            return Map.of(
                    "smoothllm.sealing.keyset-file",
                    keyset.toString(),
                    "smoothllm.keys-service.url",
                    "http://127.0.0.1:" + socket.getLocalPort(),
                    "smoothllm.upstream.allow-private",
                    "true",
                    "smoothllm.media.allow-private",
                    "true",
                    "smoothllm.journal.directory",
                    journal.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(keyset);
            try (var files = Files.walk(journal)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
