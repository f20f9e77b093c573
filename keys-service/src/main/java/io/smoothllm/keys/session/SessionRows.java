package io.smoothllm.keys.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRows implements PanacheRepositoryBase<Session, UUID> {
    Optional<RefreshToken> findToken(RefreshSecret secret) {
        return Optional.ofNullable(getEntityManager().find(RefreshToken.class, secret.sha256()));
    }

    void addToken(RefreshToken token) {
        getEntityManager().persist(token);
    }

    /// Two refreshes of one session come after each other.
    Session lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// Whether the session is live, and the person still enabled and in that role.
    boolean vouchFor(UUID session, UUID account, String role, Instant now) {
        return getEntityManager()
                        .createQuery(
                                """
                                select count(*) from Session s join Account a on a.id = s.accountId
                                where s.id = :session and a.id = :account
                                  and s.endedAt is null and s.expiresAt > :now
                                  and a.enabled and cast(a.role as String) = :role
                                """,
                                Long.class)
                        .setParameter("session", session)
                        .setParameter("account", account)
                        .setParameter("role", role)
                        .setParameter("now", now)
                        .getSingleResult()
                > 0;
    }

    /// The one used last comes first.
    List<Session> findLive(UUID account, Instant now) {
        return list(
                "accountId = ?1 and endedAt is null and expiresAt > ?2 order by rotatedAt desc, id",
                account,
                now);
    }

    Optional<Session> lockLive(UUID id, UUID account, Instant now) {
        return find(
                        "id = ?1 and accountId = ?2 and endedAt is null and expiresAt > ?3",
                        id,
                        account,
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// @return how many
    int endAll(UUID account, Instant now) {
        return update("endedAt = ?1 where accountId = ?2 and endedAt is null", now, account);
    }

    /// @return how many
    int endOthers(UUID account, UUID except, Instant now) {
        return update(
                "endedAt = ?1 where accountId = ?2 and endedAt is null and id <> ?3",
                now,
                account,
                except);
    }

    /// With their tokens.
    void deleteOver(UUID account, Instant before) {
        delete("accountId = ?1 and (expiresAt < ?2 or endedAt < ?2)", account, before);
    }
}
