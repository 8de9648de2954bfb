package io.tradeboard.serve;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate of a server: PEM files (RFC 7468) as the key store that Java needs.
 *
 * @param chain file with the certificate, and its chain of authorities after it
 * @param key file with the private key, as PKCS #8 without a password
 */
public record Certificate(Path chain, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN ((?:[A-Z]+ )+PRIVATE KEY)-----");

    /**
     * Reads both files.
     *
     * @throws UsageException if one holds something else
     * @throws IOException if one cannot be read
     */
    KeyStore load(char[] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("tradeboard", privateKey(), password, certificates());
            return store;
        } catch (GeneralSecurityException e) {
            throw new UsageException(
                    "the certificate " + chain + " and the key " + key + " cannot be used together: " + e.getMessage());
        }
    }

    private java.security.cert.Certificate[] certificates() throws IOException {
        try (InputStream in = Files.newInputStream(chain)) {
            java.security.cert.Certificate[] found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new java.security.cert.Certificate[0]);
            if (found.length == 0) {
                throw new UsageException(chain + " has no certificate in PEM form");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new UsageException(chain + " has no certificate in PEM form: " + e.getMessage());
        }
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        String text = Files.readString(key, StandardCharsets.ISO_8859_1);
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            Matcher other = OTHER_KEY.matcher(text);
            throw new UsageException(key + " has no private key as PKCS #8 without a password"
                    + (other.find() ? ", but " + other.group(1) : "")
                    + "; convert it: openssl pkcs8 -topk8 -nocrypt -in " + key + " -out tls-key.pem");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(found.group(1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(key + " has a private key that is not Base64");
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Of another algorithm, which only an attempt shows.
            }
        }
        throw new UsageException(key + " has a private key that is neither RSA, EC nor EdDSA");
    }
}
