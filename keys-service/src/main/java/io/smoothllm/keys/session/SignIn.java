package io.smoothllm.keys.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.keys.account.People;
import io.smoothllm.keys.account.People.Credentials;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.session.LoginThrottle.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Passwords are checked outside of transactions, because hashing takes long; what was proven is
/// compared again inside.
@ApplicationScoped
class SignIn {
    private final People people;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final RefusedSignIns refusals;
    private final AuditLog log;
    private final MeterRegistry metrics;

    SignIn(
            People people,
            Passwords passwords,
            LoginThrottle throttle,
            Sessions sessions,
            RefusedSignIns refusals,
            AuditLog log,
            MeterRegistry metrics) {
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.refusals = refusals;
        this.log = log;
        this.metrics = metrics;
    }

    Issued login(String email, String password, String address) {
        var known = people.credentials(email.strip());
        if (!isRight("login", email, password, known, address)) {
            refusals.note(known);
            throw refused("login", new Problem.WrongCredentials());
        }
        var proven = known.orElseThrow();
        var upgraded =
                passwords.isOutdated(proven.passwordHash())
                        ? Optional.of(passwords.hash(password))
                        : Optional.<String>empty();
        var signedIn =
                sessions.open(proven, upgraded)
                        .orElseThrow(() -> refused("login", new Problem.WrongCredentials()));
        count("login", "success");
        return signedIn;
    }

    Issued refresh(RefreshSecret secret) {
        var signedIn =
                sessions.refresh(secret)
                        .orElseThrow(() -> refused("refresh", new Problem.InvalidRefreshToken()));
        count("refresh", "success");
        return signedIn;
    }

    void changePassword(UUID account, UUID session, String current, String next, String address) {
        var known = people.credentials(account);
        var email = known.map(Credentials::email).orElse("");
        if (!isRight("password", email, current, known, address)
                || !sessions.changePassword(known.orElseThrow(), passwords.hash(next), session)) {
            count("password", "refused");
            known.ifPresent(who -> log.refused("password.changed", who.asTarget()));
            throw ProblemException.invalid("currentPassword", "is not the current password");
        }
        count("password", "success");
    }

    private boolean isRight(
            String what,
            String email,
            String password,
            Optional<Credentials> known,
            String address) {
        var attempt = Attempt.of(email, address);
        var wait = throttle.admit(attempt);
        if (wait.isPositive()) {
            count(what, "throttled");
            throw new ProblemException(new Problem.TooManyAttempts(wait));
        }
        boolean right =
                passwords.matches(password, known.map(Credentials::passwordHash).orElse(null));
        if (right) {
            throttle.forget(attempt);
        }
        return right;
    }

    private ProblemException refused(String what, Problem problem) {
        count(what, "refused");
        return new ProblemException(problem);
    }

    private void count(String what, String outcome) {
        metrics.counter("smoothllm.sign.ins", "kind", what, "outcome", outcome).increment();
    }
}
