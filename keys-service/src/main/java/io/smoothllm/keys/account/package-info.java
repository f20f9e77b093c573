/// People: who they are and what they may do. [UsersResource] is the admins' door,
/// [AccountRegister] the rules, [People] what the other features may know of an account,
/// [VouchedPeople] those whom an identity provider vouches for.
///
/// Sessions and keys follow an account's changes by observing [AccountChanged] inside the very
/// transaction. An enabled admin always remains.
package io.smoothllm.keys.account;
