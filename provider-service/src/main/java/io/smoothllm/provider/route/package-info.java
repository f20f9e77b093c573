/// Routes: one model name (the alias) that stands for several candidates, each a provider and one
/// of its models. A shared route builds on shared providers only, a private one also on its
/// owner's; a provider that a route names cannot be deleted, so a route never dangles.
package io.smoothllm.provider.route;
