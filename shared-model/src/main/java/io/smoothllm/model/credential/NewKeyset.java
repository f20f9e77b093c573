package io.smoothllm.model.credential;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/// Makes the keyset that seals provider credentials, from a service's own jars:
///
///     java -cp 'lib/main/*' io.smoothllm.model.credential.NewKeyset [FILE]
///
/// Without FILE the keyset goes to standard output. A FILE that exists stays as it is: what was
/// sealed under it must open again.
public final class NewKeyset {
    private NewKeyset() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        run(args, System.out);
    }

    static void run(String[] args, PrintStream out) throws IOException, GeneralSecurityException {
        if (args.length == 0) {
            out.println(CredentialSeal.newKeyset());
            return;
        }
        var file = Path.of(args[0]);
        if (Files.exists(file)) {
            out.println(file + " exists and stays as it is");
            return;
        }
        write(file, CredentialSeal.newKeyset());
        out.println(file + " made; keep a copy where it is safe");
    }

    /// Complete or not there at all, and never readable by anyone else, not even while it is
    /// written.
    private static void write(Path file, String keyset) throws IOException {
        var half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(
                        half,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            Channels.newOutputStream(channel).write(keyset.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(half, file);
    }
}
