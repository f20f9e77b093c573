package io.smoothllm.model.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewKeysetTest {
    private static final UUID PROVIDER = new UUID(7, 11);

    @TempDir Path folder;

    @Test
    void theFileSealsAndOpensAndIsItsOwnersAlone() throws Exception {
        var file = folder.resolve("keyset.json");

        run(file.toString());

        var seal = CredentialSeal.of(Files.readString(file));
        assertThat(seal.open(PROVIDER, seal.seal(PROVIDER, "sk-upstream")))
                .isEqualTo("sk-upstream");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aKeysetThatExistsIsLeftAlone() throws Exception {
        var file = folder.resolve("keyset.json");
        run(file.toString());
        var first = Files.readString(file);

        var said = run(file.toString());

        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(said).contains("stays as it is");
    }

    @Test
    void whatIsSaidAboutAFileNeverHoldsTheKeyset() throws Exception {
        var file = folder.resolve("keyset.json");

        var said = run(file.toString());

        assertThat(said).doesNotContain("primaryKeyId");
    }

    @Test
    void withoutAFileTheKeysetIsPrinted() throws Exception {
        var printed = run();

        assertThat(CredentialSeal.of(printed)).isNotNull();
    }

    private static String run(String... args) throws Exception {
        var out = new ByteArrayOutputStream();
        NewKeyset.run(args, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
