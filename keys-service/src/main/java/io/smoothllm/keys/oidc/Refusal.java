package io.smoothllm.keys.oidc;

import java.util.Locale;

/// Why somebody did not get in. The sign-in page is told by `?problem=`, and has the words.
enum Refusal {
    /// The person changed their mind, or the issuer does not let them.
    CANCELLED,
    /// It took too long, or was begun in another browser.
    EXPIRED,
    /// The issuer does not vouch for an e-mail.
    EMAIL_NOT_VERIFIED,
    /// There is no account for this person, or it is disabled.
    NO_ACCOUNT,
    /// The e-mail's domain or the role claim does not let them in.
    NOT_ALLOWED,
    /// The issuer does not answer, or not as it should.
    ISSUER_FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
