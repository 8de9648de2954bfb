package io.tradeboard.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving each that asks for them the console, and the settings. */
final class CommandFactory implements IFactory {
    private final Console console;
    private final Settings settings;

    CommandFactory(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length > 0 && parameters[0] == Console.class) {
                Object[] given = parameters.length == 1 ? new Object[] {console} : new Object[] {console, settings};
                return type.cast(constructor.newInstance(given));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
