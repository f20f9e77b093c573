package io.smoothllm.keys.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.turn.Turn;
import io.smoothllm.kit.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Every query here leaves deleted accounts out.
@ApplicationScoped
class Accounts implements PanacheRepositoryBase<Account, UUID> {
    List<Account> findPage(PageQuery page) {
        return find(
                        """
                        from Account
                        where deletedAt is null and id < ?1
                          and (lower(email) like ?2 escape '!'
                               or lower(coalesce(name, '')) like ?2 escape '!')
                        order by id desc
                        """,
                        page.before(),
                        page.containing())
                .range(0, page.size())
                .list();
    }

    Optional<Account> findLiving(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResultOptional();
    }

    /// Until the end of the transaction nobody else changes this account, and no key is made for
    /// it.
    Optional<Account> lock(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// Until the end of the transaction the account stays as it is; several may hold it so.
    Optional<Account> keep(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResultOptional();
    }

    Optional<Account> findByEmail(String email) {
        return find("lower(email) = lower(?1) and deletedAt is null", email).firstResultOptional();
    }

    boolean isTaken(String email, UUID except) {
        return count("lower(email) = lower(?1) and deletedAt is null and id <> ?2", email, except)
                > 0;
    }

    /// Whether nobody could do an admin's work without it.
    boolean isLastAdmin(Account account) {
        return account.role == Role.ADMIN
                && account.enabled
                && count("role = ADMIN and enabled and id <> ?1", account.id) == 0;
    }

    void lockRegister() {
        Turn.ACCOUNTS.await(getEntityManager());
    }
}
