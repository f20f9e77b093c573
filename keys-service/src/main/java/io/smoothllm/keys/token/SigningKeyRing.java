package io.smoothllm.keys.token;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.runtime.StartupEvent;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.model.audit.AuditTarget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The key that signs, and those that still verify.
@ApplicationScoped
class SigningKeyRing {
    /// What signs tokens now. The text form hides the key.
    record Signer(String kid, PrivateKey key) {
        @Override
        public String toString() {
            return "Signer[" + kid + "]";
        }
    }

    private record Verifiers(Map<String, ECPublicKey> byKid, Instant readAt) {}

    private static final Logger LOG = Logger.getLogger(SigningKeyRing.class);

    /// The last tokens of a retired key, and clocks that are some minutes apart.
    private static final Duration RETIREMENT = AccessTokens.LIFETIME.plusMinutes(5);

    /// How long a key retired by another replica may be believed beyond that.
    private static final Duration REREAD = Duration.ofSeconds(30);

    private final SigningKeys keys;
    private final AuditLog log;
    private volatile Verifiers verifiers = new Verifiers(Map.of(), Instant.EPOCH);

    SigningKeyRing(SigningKeys keys, AuditLog log) {
        this.keys = keys;
        this.log = log;
    }

    @Transactional
    void ensureOne(@Observes StartupEvent event) {
        keys.lockRing();
        if (keys.findInUse().isEmpty()) {
            LOG.infof("Access tokens are signed with the new key %s", add().id);
        }
    }

    /// From now on a new key signs; the old one verifies until its last tokens have expired.
    ///
    /// @return the new key's id
    @Transactional
    String rotate() {
        keys.lockRing();
        var now = now();
        keys.findInUse().ifPresent(key -> key.retiredAt = now);
        keys.deleteRetiredBefore(now.minus(RETIREMENT));
        keys.flush();
        var kid = add().id.toString();
        log.done("signing-key.rotated", new AuditTarget("signing-key", kid, null), List.of());
        LOG.infof("Access tokens are signed with the new key %s", kid);
        return kid;
    }

    @Transactional
    Signer signer() {
        var key =
                keys.findInUse()
                        .orElseThrow(() -> new IllegalStateException("There is no signing key"));
        try {
            return new Signer(
                    key.id.toString(),
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key " + key.id + " is not readable", e);
        }
    }

    /// Reads the database for a key it has not heard of, so a key that another replica has just
    /// made is known.
    @Transactional
    Optional<ECPublicKey> verifier(String kid) {
        var known = verifiers;
        if (!known.byKid().containsKey(kid) || known.readAt().plus(REREAD).isBefore(now())) {
            known = new Verifiers(published(), now());
            verifiers = known;
        }
        return Optional.ofNullable(known.byKid().get(kid));
    }

    /// By `kid`, newest first.
    @Transactional
    Map<String, ECPublicKey> published() {
        var published = new LinkedHashMap<String, ECPublicKey>();
        for (var key : keys.findVerifying(now().minus(RETIREMENT))) {
            published.put(key.id.toString(), publicKey(key));
        }
        return published;
    }

    private SigningKey add() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var key = new SigningKey();
            key.id = UuidCreator.getTimeOrderedEpoch();
            key.publicKey = pair.getPublic().getEncoded();
            key.privateKey = pair.getPrivate().getEncoded();
            key.createdAt = now();
            keys.persist(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    private static ECPublicKey publicKey(SigningKey key) {
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC")
                            .generatePublic(new X509EncodedKeySpec(key.publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key " + key.id + " is not readable", e);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
