package io.tradeboard.cli;

import io.tradeboard.serve.ServeConfig;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which build this is. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"tradeboard " + number() + " (" + build().getProperty("commit") + ")"};
    }

    /** The version that was released, whatever commit it was built from. */
    static String number() throws IOException {
        return build().getProperty("version");
    }

    /** The same for pages and answers. */
    static ServeConfig.Build served() throws IOException {
        return new ServeConfig.Build(number(), build().getProperty("commit"));
    }

    private static Properties build() throws IOException {
        Properties build = new Properties();
        build.load(new StringReader(Resource.text("build.properties")));
        return build;
    }
}
