/// Who is calling: the person in the access token ([CurrentCaller]), with what ([CurrentClient]).
// Resources say with `@RolesAllowed` who may come
/// in, and with [Caller#owns] or [Caller#isAdmin] what they may touch.
package io.smoothllm.kit.access;
