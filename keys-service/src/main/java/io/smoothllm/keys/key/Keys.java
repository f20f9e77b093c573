package io.smoothllm.keys.key;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.keys.account.AccountChanged;
import io.smoothllm.keys.account.AccountChanged.Aspect;
import io.smoothllm.keys.account.People;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.version.ExpectedVersion;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.kit.outbox.RowChanged;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import io.smoothllm.model.key.VirtualKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What may happen to a key, and by whom. A key that the caller may not see is one that is not
/// there.
@ApplicationScoped
class Keys {
    private final StoredKeys rows;
    private final People people;
    private final Event<RowChanged> changes;
    private final AuditLog log;
    private final MeterRegistry metrics;
    private final SecureRandom random = new SecureRandom();

    Keys(
            StoredKeys rows,
            People people,
            Event<RowChanged> changes,
            AuditLog log,
            MeterRegistry metrics) {
        this.rows = rows;
        this.people = people;
        this.changes = changes;
        this.log = log;
        this.metrics = metrics;
    }

    @Transactional
    Page<KeyView> list(KeyFilter filter) {
        var now = now();
        return Page.of(
                rows.findPage(filter, now),
                filter.page().size(),
                row -> KeyView.of(row, now),
                row -> row.key().id.toString());
    }

    @Transactional
    KeyView read(UUID id, Caller caller) {
        return KeyView.of(owned(id, caller), now());
    }

    @Transactional
    KeyView create(KeyRequest request, Caller caller) {
        var userId = request.userId() == null ? caller.id() : request.userId();
        if (!caller.sees(userId)) {
            throw new ProblemException(
                    new Problem.Forbidden("Only an admin makes keys for others."));
        }
        var owner =
                people.keepEnabled(userId)
                        .orElseThrow(
                                () ->
                                        ProblemException.invalid(
                                                "userId", "is not an enabled account"));
        var now = now();
        var key = new StoredKey();
        key.id = UuidCreator.getTimeOrderedEpoch();
        key.accountId = userId;
        key.createdAt = now;
        var minted = VirtualKey.mint(key.id, random);
        key.secret(minted, Duration.ZERO, now);
        KeyTerms.of(request, key, now).writeTo(key);
        save(key, now, "created", Facts.none().changesTo(key.facts().with("owner", owner.email())));
        return KeyView.of(new OwnedKey(key, owner.email(), true), now, minted.reveal());
    }

    @Transactional
    KeyView change(UUID id, KeyRequest request, String ifMatch, Caller caller) {
        var key = lock(id, caller);
        new ExpectedVersion(ifMatch, request.version()).check(key.version);
        if (request.userId() != null && !request.userId().equals(key.accountId)) {
            throw ProblemException.invalid("userId", "cannot be changed");
        }
        refuseRevoked(key);
        var now = now();
        var before = key.facts();
        KeyTerms.of(request, key, now).writeTo(key);
        save(key, now, "changed", before.changesTo(key.facts()));
        return KeyView.of(owned(id, caller), now);
    }

    /// Again is fine.
    @Transactional
    KeyView revoke(UUID id, Caller caller) {
        var key = lock(id, caller);
        var now = now();
        if (key.revokedAt == null) {
            key.revokedAt = now;
            save(key, now, "revoked", List.of());
        }
        return KeyView.of(owned(id, caller), now);
    }

    @Transactional
    KeyView rotate(UUID id, Duration grace, Caller caller) {
        var key = lock(id, caller);
        var now = now();
        refuseRevoked(key);
        if (key.isExpired(now)) {
            throw new ProblemException(new Problem.KeyIsOver("expired"));
        }
        var minted = VirtualKey.mint(key.id, random);
        key.secret(minted, grace, now);
        save(
                key,
                now,
                "rotated",
                Facts.none()
                        .changesTo(
                                Facts.none()
                                        .with("secret", "replaced")
                                        .with("previousSecretValidUntil", key.previousValidUntil)));
        return KeyView.of(owned(id, caller), now, minted.reveal());
    }

    /// The row goes when its tombstone is on the topic.
    @Transactional
    void delete(UUID id, Caller caller) {
        var key = lock(id, caller);
        key.deletedAt = now();
        save(key, key.deletedAt, "deleted", List.of());
    }

    /// Part of the transaction that changes the account.
    @Transactional(Transactional.TxType.MANDATORY)
    void follow(@Observes AccountChanged change) {
        if (!change.isAbout(Aspect.EMAIL, Aspect.ENABLED, Aspect.DISABLED, Aspect.DELETED)) {
            return;
        }
        var now = now();
        for (var key : rows.lockAllOf(change.id())) {
            if (change.isAbout(Aspect.DELETED) && key.revokedAt == null) {
                key.revokedAt = now;
            }
            key.changed(now);
        }
        changes.fire(new RowChanged());
    }

    /// @param change what was done, for the metric and the audit log
    private void save(StoredKey key, Instant now, String change, List<FieldChange> differences) {
        key.changed(now);
        rows.persist(key);
        rows.flush();
        changes.fire(new RowChanged());
        log.done("key." + change, new AuditTarget("key", key.id.toString(), key.name), differences);
        metrics.counter("smoothllm.key.changes", "change", change).increment();
    }

    private OwnedKey owned(UUID id, Caller caller) {
        return rows.findOwned(id)
                .filter(row -> caller.sees(row.key().accountId))
                .orElseThrow(Keys::unknown);
    }

    private StoredKey lock(UUID id, Caller caller) {
        return rows.lock(id).filter(key -> caller.sees(key.accountId)).orElseThrow(Keys::unknown);
    }

    private static void refuseRevoked(StoredKey key) {
        if (key.revokedAt != null) {
            throw new ProblemException(new Problem.KeyIsOver("revoked"));
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("key");
    }
}
