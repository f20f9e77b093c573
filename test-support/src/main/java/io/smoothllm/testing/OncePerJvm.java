package io.smoothllm.testing;

import java.util.Arrays;

/// Reaches the servers that live as long as the JVM.
///
/// Quarkus loads a test resource in a class loader of the test application, several times over for
/// several profiles, and closes it before the JVM ends. A broker started from such a class would
/// lose its classes, and statics would not be shared. The system class loader has the same class
/// path and neither problem.
public final class OncePerJvm {
    private OncePerJvm() {}

    /// Calls the public static method of that class as the system class loader knows it.
    ///
    /// @param arguments strings only, they are the same class in every loader
    public static String ask(Class<?> type, String method, String... arguments) {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        var system = ClassLoader.getSystemClassLoader();
        thread.setContextClassLoader(system);
        try {
            var parameters = new Class<?>[arguments.length];
            Arrays.fill(parameters, String.class);
            return (String)
                    Class.forName(type.getName(), true, system)
                            .getMethod(method, parameters)
                            .invoke(null, (Object[]) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getSimpleName() + " did not start", e);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
