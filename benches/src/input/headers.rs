//! Headers as they are met.

/// The headers of a page.
pub(super) const PAGE: [(&str, &str); 10] = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Language", "en"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    ("Set-Cookie", "session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"),
    ("Vary", "Cookie"),
    ("X-Request", "edgecase-request-1"),
];

/// What a function that hardens responses adds.
pub(super) const SECURITY: [(&str, &str); 25] = [
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Content-Security-Policy-Report-Only", "default-src 'none'; report-to csp"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-XSS-Protection", "0"),
    ("X-Permitted-Cross-Domain-Policies", "none"),
    ("X-Download-Options", "noopen"),
    ("X-DNS-Prefetch-Control", "off"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(self \"https://maps.example.com\")"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Origin-Agent-Cluster", "?1"),
    ("Clear-Site-Data", "\"cache\""),
    ("Cache-Control", "no-store, max-age=0"),
    ("Pragma", "no-cache"),
    ("Expires", "0"),
    ("Access-Control-Allow-Origin", "https://www.example.com"),
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
    ("Access-Control-Max-Age", "600"),
    ("Timing-Allow-Origin", "https://www.example.com"),
    ("X-Robots-Tag", "noindex, nofollow"),
];

/// A policy of the usual length.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; \
    script-src 'self' https://cdn.example.com 'nonce-4AEemGb0xJptoIGFP3Nd'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: https://images.example.com; \
    font-src 'self'; connect-src 'self' https://api.example.com; frame-ancestors 'none'; \
    base-uri 'self'; form-action 'self'; object-src 'none'; upgrade-insecure-requests";
