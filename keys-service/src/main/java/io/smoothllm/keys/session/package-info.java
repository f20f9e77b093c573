/// Signing in and staying so. [AuthResource] is the door, [SignIn] what happens there, [Sessions]
/// the refresh tokens' life, [RefreshCookie] where browsers keep theirs, [LoginThrottle] what slows
// guessing down, [OnlyLiveSessions] what
/// turns away the access tokens of an ended session.
///
/// A refresh token works once. One that comes back is stolen or its thief's victim's, and ends the
/// whole session; only within seconds of its use is it taken for a second browser tab.
package io.smoothllm.keys.session;
