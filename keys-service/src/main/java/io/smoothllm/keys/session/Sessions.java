package io.smoothllm.keys.session;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.keys.account.AccountChanged;
import io.smoothllm.keys.account.AccountChanged.Aspect;
import io.smoothllm.keys.account.People;
import io.smoothllm.keys.account.People.Credentials;
import io.smoothllm.keys.account.UserView;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.token.AccessTokens;
import io.smoothllm.kit.access.CurrentClient;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// A session's life. Tokens have generations: using one of the current generation makes the next;
/// one of the generation before, within the grace, gets a sibling. Whatever is older was used
/// already. So a thief and his victim cannot both go on: the second of them ends the session.
@ApplicationScoped
class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);

    /// Ended sessions are kept a while, so that their tokens are still recognised.
    private static final Duration KEPT = Duration.ofDays(1);

    private final SessionRows rows;
    private final People people;
    private final AccessTokens accessTokens;
    private final SessionConfig config;
    private final CurrentClient client;
    private final AuditLog log;

    Sessions(
            SessionRows rows,
            People people,
            AccessTokens accessTokens,
            SessionConfig config,
            CurrentClient client,
            AuditLog log) {
        this.rows = rows;
        this.people = people;
        this.accessTokens = accessTokens;
        this.config = config;
        this.client = client;
        this.log = log;
    }

    /// @return empty when the credentials are no longer what was proven
    @Transactional
    Optional<Issued> open(Credentials proven, Optional<String> upgradedHash) {
        return people.signedIn(proven, upgradedHash).map(user -> open(user, List.of()));
    }

    /// Of an account that the caller's transaction keeps enabled.
    ///
    /// @param how for the audit log; empty = by password
    @Transactional(Transactional.TxType.MANDATORY)
    Issued open(UserView user, List<FieldChange> how) {
        var now = now();
        rows.deleteOver(user.id(), now.minus(KEPT));
        var session = new Session();
        session.id = UuidCreator.getTimeOrderedEpoch();
        session.accountId = user.id();
        session.createdAt = now;
        session.rotatedAt = now;
        session.expiresAt = now.plus(shorter(config.idleTimeout(), config.maxAge()));
        session.usedBy(client.get());
        rows.persist(session);
        log.doneBy(user.asActor(), "sign-in", session.asTarget(), how);
        return issue(session, user);
    }

    /// @return empty when the token is unknown, used, or of a session that is over
    @Transactional
    Optional<Issued> refresh(RefreshSecret secret) {
        return rows.findToken(secret).flatMap(this::refresh);
    }

    private Optional<Issued> refresh(RefreshToken token) {
        var now = now();
        var session = rows.lock(token.sessionId);
        if (session == null || !session.isLive(now)) {
            return Optional.empty();
        }
        if (token.generation == session.generation) {
            session.generation++;
            session.rotatedAt = now;
            var idle = now.plus(config.idleTimeout());
            var last = session.createdAt.plus(config.maxAge());
            session.expiresAt = idle.isBefore(last) ? idle : last;
        } else if (!isSecondTab(token, session, now)) {
            session.endedAt = now;
            LOG.warnf(
                    "A refresh token came back after its use; session %s of account %s is ended",
                    session.id, session.accountId);
            log.refusedAnyone("session.stolen", session.asTarget(), List.of());
            return Optional.empty();
        }
        session.usedBy(client.get());
        return people.find(session.accountId).map(user -> issue(session, user));
    }

    @Transactional
    void end(RefreshSecret secret) {
        rows.findToken(secret)
                .map(token -> rows.lock(token.sessionId))
                .filter(session -> session.endedAt == null)
                .ifPresent(this::signOut);
    }

    private void signOut(Session session) {
        session.endedAt = now();
        people.find(session.accountId)
                .ifPresent(
                        user ->
                                log.doneBy(
                                        user.asActor(), "sign-out", session.asTarget(), List.of()));
    }

    @Transactional
    List<SessionView> list(UUID account, UUID current) {
        return rows.findLive(account, now()).stream()
                .map(session -> SessionView.of(session, current))
                .toList();
    }

    /// A session of somebody else is one that is not there.
    @Transactional
    void end(UUID id, UUID account) {
        var session =
                rows.lockLive(id, account, now())
                        .orElseThrow(() -> ProblemException.notFound("session"));
        session.endedAt = now();
        log.done("session.ended", session.asTarget(), List.of());
    }

    @Transactional
    void endOthers(UUID account, UUID current) {
        int ended = rows.endOthers(account, current, now());
        people.findKnown(account).ifPresent(user -> noteEnded(user, ended));
    }

    @Transactional
    void endAll(UUID account) {
        var user = people.findKnown(account).orElseThrow(() -> ProblemException.notFound("user"));
        noteEnded(user, rows.endAll(account, now()));
    }

    private void noteEnded(UserView user, int sessions) {
        log.done(
                "user.signed-out",
                user.asTarget(),
                Facts.none().changesTo(Facts.none().with("sessionsEnded", sessions)));
    }

    /// @return false when the credentials are no longer what was proven
    @Transactional
    boolean changePassword(Credentials proven, String newHash, UUID currentSession) {
        boolean changed = people.setPassword(proven, newHash);
        if (changed) {
            rows.endOthers(proven.id(), currentSession, now());
            log.done(
                    "password.changed",
                    proven.asTarget(),
                    List.of(new FieldChange("password", null, "replaced")));
        }
        return changed;
    }

    @Transactional
    boolean vouchFor(UUID session, UUID account, String role) {
        return rows.vouchFor(session, account, role, now());
    }

    /// Part of the transaction that changes the account.
    @Transactional(Transactional.TxType.MANDATORY)
    void follow(@Observes AccountChanged change) {
        if (change.isAbout(Aspect.DISABLED, Aspect.PASSWORD, Aspect.DELETED)) {
            rows.endAll(change.id(), now());
        }
    }

    private boolean isSecondTab(RefreshToken token, Session session, Instant now) {
        return token.generation == session.generation - 1
                && now.isBefore(session.rotatedAt.plus(config.refreshGrace()));
    }

    private Issued issue(Session session, UserView user) {
        var secret = RefreshSecret.random();
        var token = new RefreshToken();
        token.sha256 = secret.sha256();
        token.sessionId = session.id;
        token.generation = session.generation;
        rows.addToken(token);
        return new Issued(accessTokens.issue(user, session.id), secret, session.expiresAt, user);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
