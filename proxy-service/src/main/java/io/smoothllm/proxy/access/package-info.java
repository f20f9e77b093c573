/// Who is calling, and may they: [Gatekeeper] asks the [KeyView], which knows every key there is;
/// a key it does not know yet is asked for once at keys-service ([KeyResolver]).
///
/// A key is compared by its hash and in constant time; its text is forgotten after that.
package io.smoothllm.proxy.access;
