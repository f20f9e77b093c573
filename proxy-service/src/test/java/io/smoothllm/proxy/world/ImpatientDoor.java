package io.smoothllm.proxy.world;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// A proxy that waits for clients no longer than a test wants to, tells them soon that it is still
/// there, and whose journal is soon full. All tests that need one share it, since it is a proxy of
// its own.
public final class ImpatientDoor implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // So soon that several are due within one event that comes byte by byte.
                "smoothllm.door.keep-alive", "50ms",
                "smoothllm.door.body-timeout", "1s",
                "smoothllm.door.upload-timeout", "1s",
                "smoothllm.journal.segment-size", "64K",
                "smoothllm.journal.max-size", "256K");
    }
}
