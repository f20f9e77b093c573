package io.smoothllm.keys.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// People whom an identity provider vouches for. The first time they are known by their e-mail;
/// from then on by the issuer's subject, so that an e-mail which was given to somebody else does
/// not open the account of whoever had it before.
@ApplicationScoped
public class VouchedPeople {
    private static final Logger LOG = Logger.getLogger(VouchedPeople.class);
    private static final int MAX_NAME = 100;

    /// OpenID Connect Core 1.0 §2: at most 255 ASCII characters.
    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /// @param email verified by the issuer
    /// @param name null = it says none
    public record Vouched(String issuer, String subject, String email, @Nullable String name) {
        public boolean isOfDomain(String domain) {
            var own = email.substring(email.lastIndexOf('@') + 1);
            return own.toLowerCase(Locale.ROOT).equals(domain.strip().toLowerCase(Locale.ROOT));
        }
    }

    private final Accounts accounts;
    private final Identities identities;
    private final Passwords passwords;
    private final Validator validator;
    private final AuditLog log;

    VouchedPeople(
            Accounts accounts,
            Identities identities,
            Passwords passwords,
            Validator validator,
            AuditLog log) {
        this.accounts = accounts;
        this.identities = identities;
        this.passwords = passwords;
        this.validator = validator;
        this.log = log;
    }

    /// Notes a sign-in.
    ///
    /// @param decided the role that the issuer decides; empty = it stays as it is
    /// @param ofNewcomers empty = a person without an account does not get one
    /// @return empty also for a disabled account, and for one that is somebody else's there
    public Optional<UserView> admit(
            Vouched person, Optional<Role> decided, Optional<Role> ofNewcomers) {
        if (!isUsable(person)) {
            return Optional.empty();
        }
        var newcomer = ofNewcomers.flatMap(role -> newcomer(person, role));
        // Outside of the transaction, because it takes long.
        var hash = newcomer.filter(_ -> isUnknown(person)).map(it -> passwords.hash(it.password()));
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            accounts.lockRegister();
                            return known(person)
                                    .or(() -> hash.flatMap(it -> add(person, newcomer, it)))
                                    .map(account -> signedIn(account, decided, person.issuer()));
                        });
    }

    /// Whether the database may be asked for such a person.
    private boolean isUsable(Vouched person) {
        return SUBJECT.matcher(person.subject()).matches()
                && validator.validateValue(NewUser.class, "email", person.email()).isEmpty();
    }

    /// Their password is nobody's until an admin sets one.
    ///
    /// @return empty when the issuer says what no account may have
    private Optional<NewUser> newcomer(Vouched person, Role role) {
        var password = UUID.randomUUID() + "." + UUID.randomUUID();
        return Optional.of(new NewUser(person.email(), printable(person.name()), role, password))
                .filter(user -> validator.validate(user).isEmpty());
    }

    private boolean isUnknown(Vouched person) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                identities.accountOf(person).isEmpty()
                                        && accounts.findByEmail(person.email()).isEmpty());
    }

    private Optional<Account> known(Vouched person) {
        var linked = identities.accountOf(person);
        if (linked.isPresent()) {
            return linked.flatMap(accounts::lock).filter(account -> account.enabled);
        }
        var account =
                accounts.findByEmail(person.email())
                        .flatMap(row -> accounts.lock(row.id))
                        .filter(row -> row.enabled)
                        .filter(row -> !identities.isTaken(row.id, person.issuer()));
        account.ifPresent(row -> link(row, person));
        return account;
    }

    private Optional<Account> add(Vouched person, Optional<NewUser> newcomer, String hash) {
        if (accounts.findByEmail(person.email()).isPresent()) {
            return Optional.empty();
        }
        var account = Account.of(newcomer.orElseThrow(), hash, now());
        accounts.persist(account);
        accounts.flush();
        log.doneBy(
                AuditActor.service(person.issuer()),
                "user.created",
                account.asTarget(),
                Facts.none().changesTo(account.facts()));
        link(account, person);
        return Optional.of(account);
    }

    private void link(Account account, Vouched person) {
        identities.link(person, account.id);
        log.doneBy(
                AuditActor.service(person.issuer()),
                "user.linked",
                account.asTarget(),
                List.of(new FieldChange("subject", null, person.subject())));
    }

    private UserView signedIn(Account account, Optional<Role> decided, String issuer) {
        decided.ifPresent(role -> follow(account, role, issuer));
        account.lastLoginAt = now();
        accounts.flush();
        return UserView.of(account);
    }

    private void follow(Account account, Role role, String issuer) {
        if (account.role == role) {
            return;
        }
        if (accounts.isLastAdmin(account)) {
            LOG.warnf("Account %s stays an admin, since there is no other", account.id);
            return;
        }
        var before = account.facts();
        account.role = role;
        account.changed(now());
        log.doneBy(
                AuditActor.service(issuer),
                "user.changed",
                account.asTarget(),
                before.changesTo(account.facts()));
    }

    private static @Nullable String printable(@Nullable String name) {
        var text = name == null ? "" : name.replaceAll("\\p{Cntrl}", "").strip();
        if (text.length() > MAX_NAME) {
            // Half of a surrogate pair is no text that a database takes.
            int end = Character.isHighSurrogate(text.charAt(MAX_NAME - 1)) ? 1 : 0;
            text = text.substring(0, MAX_NAME - end).strip();
        }
        return text.isEmpty() ? null : text;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
