/// Whose a provider or a route is, and what follows from it. Admins keep what all share; what a
/// member makes is private to that member and stays so, whatever becomes of the account: when it is
/// deleted, an admin still sees its rows and removes them.
package io.smoothllm.provider.ownership;
