package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * TLS to Redis: which authorities may verify the server. That its certificate is for the host of the address is always verified;
 * nothing turns that off.
 */
public final class Tls {
    /** Guards nothing: the store with it is in memory, and holds certificates only. */
    private static final char[] STORE_PASSWORD = "certificates".toCharArray();

    private final SslOptions options;

    private Tls(SslOptions.Builder options) {
        this.options = options.sslVerifyMode(SslVerifyMode.FULL).build();
    }

    /** Trusts the authorities that this Java trusts. */
    public static Tls ofThisJava() {
        return new Tls(SslOptions.builder());
    }

    /**
     * Trusts the authorities in a file, and no others.
     *
     * @param file certificates in PEM, one after the other
     * @throws UsageException if it does not hold any
     * @throws IOException if it cannot be read
     */
    public static Tls trusting(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        KeyStore store;
        try {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate authority : certificates(file)) {
                store.setCertificateEntry("authority " + store.size(), authority);
            }
            store.store(bytes, STORE_PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has key stores", e);
        }
        return new Tls(SslOptions.builder()
                .trustStoreType(store.getType())
                .truststore(() -> new ByteArrayInputStream(bytes.toByteArray()), STORE_PASSWORD));
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        Collection<? extends Certificate> found;
        try (InputStream in = Files.newInputStream(file)) {
            found = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (CertificateException e) {
            throw new UsageException("the CA file " + file + " is not a PEM file of certificates", e);
        }
        if (found.isEmpty()) {
            throw new UsageException("the CA file " + file + " has no certificate");
        }
        return found;
    }

    SslOptions options() {
        return options;
    }
}
