package io.smoothllm.keys.session;

import io.smoothllm.keys.account.UserView;

/// @param accessToken for `Authorization: Bearer`
/// @param refreshToken works once
/// @param expiresIn seconds until the access token is refused
record SignedIn(String accessToken, String refreshToken, long expiresIn, UserView user) {
    @Override
    public String toString() {
        return "SignedIn[" + user.id() + "]";
    }
}
