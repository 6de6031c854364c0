package io.arcipelago.identity.linking;

/** Certificates and keys that need no command to make; nobody can sign in with them. */
final class TestKeys {

    static final String SSH =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
                    + " alice@laptop";

    static final String SSH_FINGERPRINT = "+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";

    static final String FIRST =
            """
            -----BEGIN CERTIFICATE-----
            MIIB2zCCAYGgAwIBAgIUc+Jm1VNAhN2L/9VcLCpXMdvIxrAwCgYIKoZIzj0EAwIw
            QjEXMBUGCgmSJomT8ixkARkWB2V4YW1wbGUxDzANBgNVBAoMBlBlb3BsZTEWMBQG
            A1UEAwwNQWxpY2UgTW9yZXR0aTAgFw0yNjExMjIyMzU2MTNaGA8yMTI2MTAyOTIz
            NTYxM1owQjEXMBUGCgmSJomT8ixkARkWB2V4YW1wbGUxDzANBgNVBAoMBlBlb3Bs
            ZTEWMBQGA1UEAwwNQWxpY2UgTW9yZXR0aTBZMBMGByqGSM49AgEGCCqGSM49AwEH
            A0IABCNClPXgK5XLS1Zi69Y0MaVcgPbQkm8n748yaepdToMK3WLF70OO4+WuEB+S
            J0g8VX0IllQ+FoFnD91k/sqS3HmjUzBRMB0GA1UdDgQWBBSfanT/+jUmPsk0liHq
            +Gmz9XS52DAfBgNVHSMEGDAWgBSfanT/+jUmPsk0liHq+Gmz9XS52DAPBgNVHRMB
            Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC4Ar9C87lzTN6X3KZihCpfk6JR
            EfRXgJSjO5u64KlZvgIgL2L/EUFKg7OYbl3ugTF8IcKujAcIkjCyIssnSsiDrgc=
            -----END CERTIFICATE-----
            """;

    static final String SECOND =
            """
            -----BEGIN CERTIFICATE-----
            MIIByzCCAXGgAwIBAgIUM26AFUQGBLqSHsqGlwAahL2C+iswCgYIKoZIzj0EAwIw
            OjEXMBUGCgmSJomT8ixkARkWB2V4YW1wbGUxDzANBgNVBAoMBlBlb3BsZTEOMAwG
            A1UEAwwFUm9ib3QwIBcNMjYxMTIyMjM1NjEzWhgPMjEyNjEwMjkyMzU2MTNaMDox
            FzAVBgoJkiaJk/IsZAEZFgdleGFtcGxlMQ8wDQYDVQQKDAZQZW9wbGUxDjAMBgNV
            BAMMBVJvYm90MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhtdKb2cL7gTzcXMn
            MA84t6KN5JauGrCqRi8YsqP+wLHNgh/PrBb28B7bqm+QaPuxakSQ5bKgtWT31vmt
            gQhfd6NTMFEwHQYDVR0OBBYEFDWQi6PNgZfK2qEFTUNMNvwScuCzMB8GA1UdIwQY
            MBaAFDWQi6PNgZfK2qEFTUNMNvwScuCzMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
            zj0EAwIDSAAwRQIhAK19+bMIIIpHszjDa4K0ZnKARYvBu2xmc6f2f7Jr3wGHAiBJ
            k/r7L9THYOw/m1SPB0UFKw9xlSihpBPqgz1HNlJH6g==
            -----END CERTIFICATE-----
            """;

    static final String FIRST_SUBJECT = "CN=Alice Moretti,O=People,DC=example";

    private TestKeys() {}
}
