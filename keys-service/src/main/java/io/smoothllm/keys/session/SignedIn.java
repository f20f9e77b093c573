package io.smoothllm.keys.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.keys.account.UserView;
import io.smoothllm.keys.token.AccessTokens;

/// @param accessToken for `Authorization: Bearer`
/// @param refreshToken works once; left out when it is in the cookie
/// @param expiresIn seconds until the access token is refused
record SignedIn(
        String accessToken,
        @JsonInclude(JsonInclude.Include.NON_NULL) String refreshToken,
        long expiresIn,
        UserView user) {

    static SignedIn withToken(Issued issued) {
        return of(issued, issued.refresh().text());
    }

    static SignedIn withCookie(Issued issued) {
        return of(issued, null);
    }

    private static SignedIn of(Issued issued, String refreshToken) {
        return new SignedIn(
                issued.accessToken(),
                refreshToken,
                AccessTokens.LIFETIME.toSeconds(),
                issued.user());
    }

    @Override
    public String toString() {
        return "SignedIn[" + user.id() + "]";
    }
}
