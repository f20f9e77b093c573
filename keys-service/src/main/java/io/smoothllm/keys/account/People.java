package io.smoothllm.keys.account;

import io.smoothllm.model.audit.AuditTarget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// What sessions and keys may know of, and do to, an account.
@ApplicationScoped
public class People {
    /// What a sign-in is checked against. The text form hides the hash.
    public record Credentials(UUID id, String email, String passwordHash) {
        /// As the audit log names whoever has them.
        public AuditTarget asTarget() {
            return new AuditTarget("user", id.toString(), email);
        }

        @Override
        public String toString() {
            return "Credentials[" + id + "]";
        }
    }

    private final Accounts accounts;

    People(Accounts accounts) {
        this.accounts = accounts;
    }

    /// Empty also for a disabled account.
    @Transactional
    public Optional<Credentials> credentials(String email) {
        return accounts.findByEmail(email).filter(account -> account.enabled).map(People::of);
    }

    @Transactional
    public Optional<Credentials> credentials(UUID id) {
        return accounts.findLiving(id).filter(account -> account.enabled).map(People::of);
    }

    /// Empty for a disabled or deleted account.
    @Transactional
    public Optional<UserView> find(UUID id) {
        return accounts.findLiving(id).filter(account -> account.enabled).map(UserView::of);
    }

    /// Also a disabled account.
    @Transactional
    public Optional<UserView> findKnown(UUID id) {
        return accounts.findLiving(id).map(UserView::of);
    }

    /// Notes a sign-in.
    ///
    /// @param proven the credentials that were checked before this transaction began
    /// @param upgradedHash the same password under today's parameters, if it was stored under
    ///     others
    /// @return empty when the account was disabled or its password changed since
    @Transactional
    public Optional<UserView> signedIn(Credentials proven, Optional<String> upgradedHash) {
        var account = accounts.lock(proven.id()).filter(row -> stillProven(row, proven));
        account.ifPresent(
                row -> {
                    row.lastLoginAt = now();
                    upgradedHash.ifPresent(hash -> row.passwordHash = hash);
                });
        return account.map(UserView::of);
    }

    /// Does nothing when the password was changed since.
    @Transactional
    public boolean setPassword(Credentials proven, String newHash) {
        var account = accounts.lock(proven.id()).filter(row -> stillProven(row, proven));
        account.ifPresent(
                row -> {
                    row.passwordHash = newHash;
                    row.changed(now());
                });
        return account.isPresent();
    }

    /// Until the end of the caller's transaction the account is not disabled or deleted.
    ///
    /// @return empty when it is already
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserView> keepEnabled(UUID id) {
        return accounts.keep(id).filter(account -> account.enabled).map(UserView::of);
    }

    private static boolean stillProven(Account account, Credentials proven) {
        return account.enabled && account.passwordHash.equals(proven.passwordHash());
    }

    private static Credentials of(Account account) {
        return new Credentials(account.id, account.email, account.passwordHash);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
