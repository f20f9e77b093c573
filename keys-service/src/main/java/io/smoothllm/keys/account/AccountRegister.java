package io.smoothllm.keys.account;

import io.smoothllm.keys.account.AccountChanged.Aspect;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.version.ExpectedVersion;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What must hold for accounts: one e-mail, one account; an enabled admin remains; sessions and
/// keys hear of every change that concerns them.
@ApplicationScoped
class AccountRegister {
    private final Accounts accounts;
    private final Identities identities;
    private final Event<AccountChanged> changes;
    private final AuditLog log;

    AccountRegister(
            Accounts accounts, Identities identities, Event<AccountChanged> changes, AuditLog log) {
        this.accounts = accounts;
        this.identities = identities;
        this.changes = changes;
        this.log = log;
    }

    @Transactional
    Page<UserView> list(PageQuery page) {
        return Page.of(
                accounts.findPage(page), page.size(), UserView::of, row -> row.id.toString());
    }

    @Transactional
    UserView read(UUID id) {
        return accounts.findLiving(id).map(UserView::of).orElseThrow(AccountRegister::unknown);
    }

    /// @param passwordHash made by the caller, because that takes too long for a transaction
    @Transactional
    UserView create(NewUser user, String passwordHash) {
        accounts.lockRegister();
        return UserView.of(add(user, passwordHash));
    }

    /// Adds the first account, unless there is one.
    @Transactional
    Optional<UserView> createFirst(NewUser user, String passwordHash) {
        accounts.lockRegister();
        return accounts.count() > 0
                ? Optional.empty()
                : Optional.of(UserView.of(add(user, passwordHash)));
    }

    @Transactional
    boolean isEmpty() {
        return accounts.count() == 0;
    }

    @Transactional
    UserView change(UUID id, ChangedUser to, Optional<String> passwordHash, String ifMatch) {
        accounts.lockRegister();
        var account = accounts.lock(id).orElseThrow(AccountRegister::unknown);
        new ExpectedVersion(ifMatch, to.version()).check(account.version);
        if (!to.enabled() || to.role() != Role.ADMIN) {
            refuseLastAdmin(account);
        }
        refuseTaken(to.email().strip(), id);
        var aspects = aspects(account, to);
        var before = account.facts();
        account.email = to.email().strip();
        account.name = to.name();
        account.role = to.role();
        account.enabled = to.enabled();
        passwordHash.ifPresent(hash -> account.passwordHash = hash);
        account.changed(now());
        accounts.flush();
        var differences = new ArrayList<>(before.changesTo(account.facts()));
        passwordHash.ifPresent(
                hash -> differences.add(new FieldChange("password", null, "replaced")));
        log.done("user.changed", account.asTarget(), differences);
        changes.fire(new AccountChanged(id, aspects));
        return UserView.of(account);
    }

    @Transactional
    void delete(UUID id) {
        accounts.lockRegister();
        var account = accounts.lock(id).orElseThrow(AccountRegister::unknown);
        refuseLastAdmin(account);
        account.enabled = false;
        account.passwordHash = null;
        account.deletedAt = now();
        account.changed(account.deletedAt);
        identities.forget(id);
        accounts.flush();
        log.done("user.deleted", account.asTarget(), List.of());
        changes.fire(new AccountChanged(id, EnumSet.of(Aspect.DELETED)));
    }

    private Account add(NewUser user, String passwordHash) {
        var account = Account.of(user, passwordHash, now());
        refuseTaken(account.email, account.id);
        accounts.persist(account);
        log.done("user.created", account.asTarget(), Facts.none().changesTo(account.facts()));
        return account;
    }

    private void refuseTaken(String email, UUID except) {
        if (accounts.isTaken(email, except)) {
            throw new ProblemException(new Problem.EmailTaken());
        }
    }

    private void refuseLastAdmin(Account account) {
        if (accounts.isLastAdmin(account)) {
            throw new ProblemException(new Problem.LastAdmin());
        }
    }

    private static EnumSet<Aspect> aspects(Account account, ChangedUser to) {
        var aspects = EnumSet.noneOf(Aspect.class);
        if (!account.email.equals(to.email().strip())) {
            aspects.add(Aspect.EMAIL);
        }
        if (account.enabled != to.enabled()) {
            aspects.add(to.enabled() ? Aspect.ENABLED : Aspect.DISABLED);
        }
        if (to.password() != null) {
            aspects.add(Aspect.PASSWORD);
        }
        return aspects;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("user");
    }
}
