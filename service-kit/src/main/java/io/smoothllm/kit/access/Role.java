package io.smoothllm.kit.access;

/// What a person may do. The names are the `groups` claim of the access token.
public enum Role {
    /// Everything, for everyone.
    ADMIN,
    /// Reads and changes what is theirs.
    MEMBER,
    /// Reads what is theirs, changes nothing.
    VIEWER;

    /// For `@RolesAllowed`, which wants constants.
    public static final String ADMINS = "ADMIN";

    public static final String MEMBERS = "MEMBER";
    public static final String VIEWERS = "VIEWER";
}
