//! The format of scenario files: the schema and the reader say the same, and say where.

use std::path::{Path, PathBuf};

use edgecase::scenario::Scenario;
use serde_json::Value;

fn schema() -> jsonschema::Validator {
    let (_, text) = edgecase_corpus::SCHEMAS
        .iter()
        .find(|(name, _)| *name == "scenario-1.schema.json")
        .expect("the schema of scenarios");
    let schema = serde_json::from_str(text).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema is one")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Returns every JSON file in a folder and below it, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("a file of the corpus").path());
    let mut found: Vec<PathBuf> = paths
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    found.sort();
    found
}

#[test]
fn every_file_fits_the_schema_and_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/scenarios");
    let (schema, files) = (schema(), files(&folder));
    let mut found = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a file of the corpus");
        let value = json(&text);
        let errors = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path()));
        let unread = Scenario::read(&text).err().map(|error| error.to_string());
        let name = file.strip_prefix(&folder).unwrap_or(file).display().to_string();
        found.extend(errors.chain(unread).map(|error| format!("{name} {error}")));
    }
    println!("{} files", files.len());
    assert_none(&found);
}

/// A scenario with something at every level.
const GOOD: &str = r#"{"format":1,"profile":"current","set":{"stale.hold":"none"},"start":5,"trace":true,
"case":{"id":"ttl/sample","title":"a sample","rules":["ttl/max-age"],"level":"must","evidence":[{"kind":"inferred","reason":"r"}]},
"distribution":{"defaultRootObject":"index.html","behaviors":[
  {"path":"/x*","origin":"pair","allowedMethods":["GET","HEAD","POST"],"cachedMethods":["GET","HEAD"],"viewerProtocol":"https-only",
   "ttl":{"min":1,"default":60,"max":300},"key":{"headers":["Accept"],"cookies":{"except":["a"]},"query":"all","gzip":true},
   "originRequest":{"headers":"all"},"cloudfrontHeaders":["CloudFront-Viewer-Country"],"signedUrls":true,
   "functions":{"viewer-request":{"return":{"status":"200"}},"viewer-response":{"handler":"./edit.mjs"},
     "origin-request":{"sequence":[{"patch":{}},{"throw":"no"},{"timeout":true},{"raw":"x"}]}}},
  {"path":"*","origin":"main","cachePolicy":"CachingOptimized"}],
 "errorResponses":[{"status":404,"cachingMinTtl":5,"page":"/404.html","responseStatus":200}],
 "originGroups":{"pair":{"members":["main","backup"],"failoverOn":[500,429]}},
 "topology":{"pops":{"A":"eu"},"shield":"us"}},
"origins":{"main":{"status":201,"headers":{"cache-control":"max-age=60"},"body":"hello"},
 "backup":{"kind":"s3","paths":{"/a":{"conditional":true},"*":{"sequence":[{"status":503},{"unreachable":"timeout"}]}}}},
"steps":[
 {"request":{"uri":"/a","method":"GET","headers":{"x":["1"]},"cloudfront":{"viewer-country":"DE"}},
  "expect":{"status":202,"cache":["hit","miss"],"headers":{"x":null},"invoked":["viewer-request"],"log":{"result":"Hit"},
   "background":{"originRequests":0},"events":[{"stage":"origin-request"}],"originSaw":[{"uri":"/a"}]}},
 {"advance":10},{"invalidate":"/a*"},{"origins":{"main":{"unreachable":true}}},
 {"functions":{"*":{"viewer-request":null}}},{"evict":{"layer":"A","uri":"/b"}},
 {"batch":[{"uri":"/c"},{"uri":"/d"}],"expect":[{"status":203},{}],"comment":"both"}]}"#;

/// A part of [`GOOD`], what takes its place, where the reader sees it, and a part of what it says.
type Defect = (&'static str, &'static str, &'static str, &'static str);

/// Defects that the schema refuses too.
#[rustfmt::skip]
const DEFECTS: &[Defect] = &[
    // Unknown members, level by level.
    (r#""format":1"#, r#""format":1,"more":1"#, "/more", "unknown field `more`"),
    (r#""title":"a sample""#, r#""title":"a sample","more":1"#, "/case/more", "unknown field"),
    (r#""reason":"r""#, r#""reason":"r","more":1"#, "/case/evidence/0", "unknown field"),
    (r#""defaultRootObject""#, r#""more":1,"defaultRootObject""#, "/distribution/more", "unknown field"),
    (r#""path":"/x*""#, r#""path":"/x*","more":1"#, "/distribution/behaviors/0/more", "unknown field"),
    (r#""min":1"#, r#""min":1,"more":1"#, "/distribution/behaviors/0/ttl/more", "unknown field"),
    (r#""gzip":true"#, r#""gzip":true,"zstd":true"#, "/distribution/behaviors/0/key/zstd", "unknown field"),
    (r#"{"except":["a"]}"#, r#"{"except":["a"],"more":1}"#, "/distribution/behaviors/0/key/cookies/more", "unknown field"),
    (r#"{"headers":"all"}"#, r#"{"headers":"all","gzip":true}"#, "/distribution/behaviors/0/originRequest/gzip", "unknown field"),
    (r#""raw":"x""#, r#""raws":"x""#, "/distribution/behaviors/0/functions/origin-request/sequence/3/raws", "unknown field"),
    (r#""cachingMinTtl":5"#, r#""cachingMinTTL":5"#, "/distribution/errorResponses/0/cachingMinTTL", "unknown field"),
    (r#""failoverOn":[500,429]"#, r#""failoverOn":[500],"more":1"#, "/distribution/originGroups/pair/more", "unknown field"),
    (r#""shield":"us""#, r#""shields":"us""#, "/distribution/topology/shields", "unknown field"),
    (r#""body":"hello""#, r#""text":"hello""#, "/origins/main/text", "unknown field"),
    (r#"{"status":503}"#, r#"{"code":503}"#, "/origins/backup/paths/*/sequence/0/code", "unknown field"),
    (r#"{"conditional":true}"#, r#"{"kind":"s3"}"#, "/origins/backup/paths/~1a/kind", "unknown field"),
    (r#"{"advance":10}"#, r#"{"wait":10}"#, "/steps/1/wait", "unknown field"),
    (r#""method":"GET""#, r#""verb":"GET""#, "/steps/0/request/verb", "unknown field"),
    (r#""cache":["hit","miss"]"#, r#""caches":["hit","miss"]"#, "/steps/0/expect/caches", "unknown field"),
    (r#"{"status":203}"#, r#"{"code":203}"#, "/steps/6/expect/0/code", "unknown field"),
    (r#"{"result":"Hit"}"#, r#"{"outcome":"Hit"}"#, "/steps/0/expect/log/outcome", "unknown member"),
    (r#"{"originRequests":0}"#, r#"{"requests":0}"#, "/steps/0/expect/background/requests", "unknown member"),
    (r#"[{"stage":"origin-request"}]"#, r#"[{"at":"x"}]"#, "/steps/0/expect/events/0/at", "unknown member"),
    (r#"[{"uri":"/a"}]"#, r#"[{"path":"/a"}]"#, "/steps/0/expect/originSaw/0/path", "unknown member"),
    (r#""uri":"/b""#, r#""uri":"/b","more":1"#, "/steps/5/evict/more", "unknown field"),
    // Wrong types and values.
    (r#""format":1"#, r#""format":2"#, "/format", "format 2 is unknown, want 1"),
    (r#""format":1,"#, "", "", "missing field `format`"),
    (r#""profile":"current""#, r#""profile":"2024""#, "/profile", "unknown profile `2024`"),
    (r#""set":{"stale.hold":"none"}"#, r#""set":["stale.hold"]"#, "/set", "expected a map"),
    (r#""start":5"#, r#""start":-5"#, "/start", "invalid value: integer `-5`"),
    (r#""trace":true"#, r#""trace":"yes""#, "/trace", "expected a boolean"),
    (r#""rules":["ttl/max-age"]"#, r#""rules":[]"#, "/case/rules", "at least one"),
    (r#"[{"kind":"inferred","reason":"r"}]"#, "[]", "/case/evidence", "at least one"),
    (r#""level":"must""#, r#""level":"may""#, "/case/level", "unknown variant `may`"),
    (r#""kind":"inferred""#, r#""kind":"guessed""#, "/case/evidence/0/kind", "unknown variant `guessed`"),
    (r#""defaultRootObject":"index.html""#, r#""defaultRootObject":"/index.html""#, "/distribution/defaultRootObject", "without a leading slash"),
    (r#""origin":"pair""#, r#""origin":null"#, "/distribution/behaviors/0/origin", "expected a string"),
    (r#""allowedMethods":["GET""#, r#""allowedMethods":["get""#, "/distribution/behaviors/0/allowedMethods", "no method `get`"),
    (r#""cachedMethods":["GET""#, r#""cachedMethods":["POST""#, "/distribution/behaviors/0/cachedMethods", "`POST` cannot be cached"),
    (r#""https-only""#, r#""https""#, "/distribution/behaviors/0/viewerProtocol", "unknown variant `https`"),
    (r#""min":1"#, r#""min":"1""#, "/distribution/behaviors/0/ttl/min", "invalid type: string"),
    (r#""min":1"#, r#""min":1.5"#, "/distribution/behaviors/0/ttl/min", "floating point"),
    (r#""query":"all""#, r#""query":"some""#, "/distribution/behaviors/0/key/query", r#"expected "none", "all", a list of names"#),
    (r#""headers":["Accept"]"#, r#""headers":{"except":["Accept"]}"#, "/distribution/behaviors/0/key/headers", "headers have no `except`"),
    (r#""CachingOptimized""#, r#""Amplify""#, "/distribution/behaviors/1/cachePolicy", "unknown policy `Amplify`"),
    (r#""cachePolicy":"CachingOptimized""#, r#""cachePolicy":"CachingOptimized","ttl":{}"#, "/distribution/behaviors/1/cachePolicy", "stands in place of"),
    (r#""viewer-request":{"return""#, r#""viewer":{"return""#, "/distribution/behaviors/0/functions/viewer", "unknown stage `viewer`"),
    (r#"{"throw":"no"}"#, r#"{"throw":"no","raw":"x"}"#, "/distribution/behaviors/0/functions/origin-request/sequence/1", "exactly one of"),
    (r#"{"return":{"status":"200"}}"#, r#"{"return":{"status":"200"},"sequence":[{"raw":"x"}]}"#, "/distribution/behaviors/0/functions/viewer-request", "exactly one of"),
    (r#"{"patch":{}}"#, r#"{"sequence":[{"patch":{}},{"raw":"x"}]}"#, "/distribution/behaviors/0/functions/origin-request/sequence/0", "holds no other `sequence`"),
    (r#"{"patch":{}}"#, r#"{"sequence":[{"patch":{}}]}"#, "/distribution/behaviors/0/functions/origin-request/sequence/0", "holds no other `sequence`"),
    (r#"{"patch":{}}"#, "{}", "/distribution/behaviors/0/functions/origin-request/sequence/0", "exactly one of"),
    (r#"{"timeout":true}"#, r#"{"timeout":false}"#, "/distribution/behaviors/0/functions/origin-request/sequence/2", "`timeout` is true, or not there"),
    (r#""status":404"#, r#""status":412"#, "/distribution/errorResponses/0/status", "no error response for status 412"),
    (r#""page":"/404.html","#, "", "/distribution/errorResponses/0/responseStatus", "goes with a `page`"),
    (r#""page":"/404.html""#, r#""page":"404.html""#, "/distribution/errorResponses/0/page", "starts with `/`"),
    (r#""responseStatus":200"#, r#""responseStatus":201"#, "/distribution/errorResponses/0/responseStatus", "status 201 cannot be set"),
    (r#""members":["main","backup"]"#, r#""members":["main"]"#, "/distribution/originGroups/pair/members", "invalid length 1"),
    (r#""failoverOn":[500,429]"#, r#""failoverOn":[501]"#, "/distribution/originGroups/pair", "no failover on status 501"),
    (r#""pops":{"A":"eu"}"#, r#""pops":{}"#, "/distribution/topology", "no cache"),
    (r#""body":"hello""#, r#""body":"hello","sequence":[{}]"#, "/origins/main", "not both"),
    (r#""kind":"s3","paths":"#, r#""kind":"s3","status":200,"paths":"#, "/origins/backup", "either `paths` or one answer"),
    (r#""kind":"s3""#, r#""kind":"bucket""#, "/origins/backup/kind", "unknown variant `bucket`"),
    (r#""status":201"#, r#""status":"201""#, "/origins/main/status", "invalid type: string"),
    (r#"{"status":503}"#, r#"{"status":600}"#, "/origins/backup/paths/*/sequence/0/status", "does not answer with status 600"),
    (r#"[{"status":503},{"unreachable":"timeout"}]"#, "[]", "/origins/backup", "an empty `sequence`"),
    (r#""max-age=60""#, "60", "/origins/main/headers/cache-control", "a string or a list of strings"),
    (r#""body":"hello""#, r#""body":"hello","bodyBase64":"aGk=""#, "/origins/main/body", "not both"),
    (r#""unreachable":"timeout""#, r#""unreachable":"reset""#, "/origins/backup/paths/*/sequence/1/unreachable", r#"expected "connect""#),
    (r#""unreachable":true"#, r#""unreachable":false"#, "/steps/3/origins/main/unreachable", r#"expected "connect""#),
    (r#"{"advance":10}"#, r#"{"advance":10,"invalidate":"/a"}"#, "/steps/1", "exactly one of"),
    (r#"{"advance":10}"#, r#"{"comment":"nothing"}"#, "/steps/1", "exactly one of"),
    (r#"{"advance":10}"#, r#"{"advance":10,"expect":{}}"#, "/steps/1", "`expect` goes with"),
    (r#"{"advance":10}"#, r#"{"advance":"10"}"#, "/steps/1/advance", "invalid type: string"),
    (r#""invalidate":"/a*""#, r#""invalidate":"a""#, "/steps/2/invalidate", "want `/`"),
    (r#"{"main":{"unreachable":true}}"#, r#"{"main":{"kind":"s3"}}"#, "/steps/3/origins/main", "not what it is"),
    (r#"{"viewer-request":null}"#, r#"{"viewer-request":[]}"#, "/steps/4/functions/*/viewer-request", "exactly one of"),
    (r#"{"layer":"A","uri":"/b"}"#, r#"{"layer":"A"}"#, "/steps/5/evict", "missing field `uri`"),
    (r#""uri":"/b""#, r#""uri":"b""#, "/steps/5/evict/uri", "want a path"),
    (r#"{"uri":"/c"}"#, r#"{"uri":"c"}"#, "/steps/6/batch/0/uri", "want a path"),
    (r#""method":"GET""#, r#""method":"TRACE""#, "/steps/0/request/method", "no method `TRACE`"),
    (r#""method":"GET""#, r#""scheme":"ftp""#, "/steps/0/request/scheme", "unknown variant `ftp`"),
    (r#""method":"GET""#, r#""httpVersion":"h2""#, "/steps/0/request/httpVersion", "got `h2`"),
    (r#""method":"GET""#, r#""blocked":"rate""#, "/steps/0/request/blocked", "unknown variant `rate`"),
    (r#""x":["1"]"#, r#""x":[1]"#, "/steps/0/request/headers/x", "a string or a list of strings"),
    (r#""status":202"#, r#""status":"200""#, "/steps/0/expect/status", "a value, or a list"),
    (r#""status":202"#, r#""status":99"#, "/steps/0/expect/status", "no answer has status 99"),
    (r#""status":202"#, r#""status":[]"#, "/steps/0/expect/status", "allows nothing"),
    (r#""cache":["hit","miss"]"#, r#""cache":"Hit""#, "/steps/0/expect/cache", "no word `Hit`"),
    (r#""cache":["hit","miss"]"#, r#""cache":null"#, "/steps/0/expect/cache", "a value, or a list"),
    (r#""invoked":["viewer-request"]"#, r#""invoked":["viewer"]"#, "/steps/0/expect/invoked/0", "unknown stage `viewer`"),
    (r#"{"result":"Hit"}"#, r#"["Hit"]"#, "/steps/0/expect/log", "want an object"),
    (r#"[{"uri":"/a"}]"#, r#"{"uri":"/a"}"#, "/steps/0/expect/originSaw", "want a list"),
    (r#""expect":[{"status":203},{}]"#, r#""expect":{"status":203}"#, "/steps/6", "has to be a list of 2"),
    // Lists in place of objects.
    (r#"{"min":1,"default":60,"max":300}"#, "[1,60,300]", "/distribution/behaviors/0/ttl", "want an object, got a list"),
    (r#"{"pops":{"A":"eu"},"shield":"us"}"#, r#"[{"A":"eu"},"us"]"#, "/distribution/topology", "want an object, got a list"),
    (r#"{"status":503}"#, "[503]", "/origins/backup/paths/*/sequence/0", "want an object, got a list"),
    (r#"{"uri":"/c"}"#, r#"["GET","/c"]"#, "/steps/6/batch/0", "want an object, got a list"),
    (r#"{"status":203}"#, "[203]", "/steps/6/expect/0", "want an object, got a list"),
    (r#""trace":true"#, r#""trace":false"#, "/steps/0/expect/events", r#"with `"trace": true` only"#),
    (r#""trace":true,"#, "", "/steps/0/expect/events", r#"with `"trace": true` only"#),
];

/// Defects that only the reader can know.
#[rustfmt::skip]
const BEYOND_THE_SCHEMA: &[Defect] = &[
    (r#""stale.hold":"none""#, r#""stale.held":"none""#, "/set/stale.held", "unknown switch `stale.held`"),
    (r#""stale.hold":"none""#, r#""stale.hold":"some""#, "/set/stale.hold", "has no value `some`"),
    (r#"["ttl/max-age"]"#, r#"["ttl/no-such-rule"]"#, "/case/rules", "ttl/no-such-rule"),
    (r#""path":"*""#, r#""path":"/*""#, "/distribution/behaviors", "the last behaviour"),
    (r#""min":1"#, r#""min":301"#, "/distribution/behaviors/0/ttl", "min 301 is more than max 300"),
    (r#""origin":"main""#, r#""origin":"other""#, "/distribution/behaviors/1/origin", "no origin and no origin group is called `other`"),
    (r#""origin":"main","#, "", "/distribution/behaviors/1/origin", "not exactly one origin"),
    (r#"["Accept"]"#, r#"["Cookie"]"#, "/distribution/behaviors/0/key/headers", "`Cookie` cannot be in a key"),
    (r#""responseStatus":200}"#, r#""responseStatus":200},{"status":404}"#, "/distribution/errorResponses/1/status", "there twice"),
    (r#""profile":"current""#, r#""profile":"2023-05""#, "/distribution/originGroups/pair", "no failover on status 429 in 2023-05"),
    (r#"["main","backup"]"#, r#"["main","reserve"]"#, "/distribution/originGroups/pair", "no origin is called `reserve`"),
    (r#""originGroups":{"pair""#, r#""originGroups":{"main""#, "/distribution/behaviors/0/origin", "is called `pair`"),
    (r#"{"A":"eu"}"#, r#"{"A":"A"}"#, "/distribution/topology", "two caches are called `A`"),
    (r#""unreachable":"timeout""#, r#""unreachable":"dns""#, "/origins/backup/paths/*/sequence/1/unreachable", "a name resolves or not"),
    (r#""body":"hello""#, r#""bodyBase64":"?""#, "/origins/main/bodyBase64", "not base64"),
    (r#"{"main":{"unreachable":true}}"#, r#"{"a/b":{"unreachable":true}}"#, "/steps/3/origins/a~1b", "no origin has this name"),
    (r#"{"*":{"viewer-request":null}}"#, r#"{"/y":{"viewer-request":null}}"#, "/steps/4/functions/~1y", "no behaviour has the path `/y`"),
    (r#""layer":"A""#, r#""layer":"B""#, "/steps/5/evict/layer", "no cache is called `B`"),
    (r#"{"uri":"/d"}"#, r#"{"uri":"/d","pop":"B"}"#, "/steps/6/batch/1/pop", "no point of presence is called `B`"),
    (r#"{"uri":"/d"}"#, r#"{"uri":"/d","bodyBase64":"?"}"#, "/steps/6/batch/1/bodyBase64", "not base64"),
    (r#"[{"status":203},{}]"#, r#"[{"status":203}]"#, "/steps/6", "has to be a list of 2"),
    (r#""headers":{"x":["1"]}"#, r#""headers":{"a/b":["1"]}"#, "/steps/0/request/headers/a~1b", "`/` stands in no name of a header"),
    (r#""headers":{"x":["1"]}"#, r#""headers":{"":["1"]}"#, "/steps/0/request/headers/", "a header without a name"),
    (r#""headers":{"x":["1"]}"#, r#""headers":{"x":["1","\r"]}"#, "/steps/0/request/headers/x", "`\\r` stands in no value of a header"),
    (r#"{"viewer-country":"DE"}"#, r#"{"viewer country":"DE"}"#, "/steps/0/request/cloudfront/viewer country", "stands in no name"),
    (r#""kind":"s3","paths""#, r#""kind":"s3","path":"a","paths""#, "/origins/backup/path", "got `a`"),
    (r#""kind":"s3","paths""#, r#""kind":"s3","path":"/a/","paths""#, "/origins/backup/path", "got `/a/`"),
    (r#""kind":"s3","paths""#, r#""kind":"s3","path":"/é","paths""#, "/origins/backup/path", "URL-encoded"),
    (r#""kind":"s3","paths""#, r#""kind":"s3","domain":"a.example","paths""#, "/origins/backup/domain", "want a bucket's name"),
    (r#""main":{"status":201"#, r#""main":{"domain":"192.0.2.1","status":201"#, "/origins/main/domain", "want a DNS name"),
    (r#"{"cache-control":"max-age=60"}"#, r#"{"cache-control":"\u007f"}"#, "/origins/main/headers/cache-control", "stands in no value"),
];

/// Plants a defect; returns the text, and what is wrong with what the reader says of it.
fn planted((part, defect, at, message): &Defect) -> (String, Option<String>) {
    let bad = GOOD.replacen(part, defect, 1);
    assert_ne!(bad, GOOD, "{part} is not in the sample");
    let wrong = match Scenario::read(&bad) {
        Ok(_) => Some("the reader lets it pass".to_owned()),
        Err(error) => {
            let is_placed = !at.is_empty() || error.position.is_some();
            let fits = error.at == *at && error.message.contains(message) && is_placed;
            (!fits).then(|| format!("the reader says {error}"))
        }
    };
    (bad, wrong.map(|wrong| format!("{defect}: {wrong}")))
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_schema_and_the_reader_accept_the_sample() {
    let errors: Vec<String> = schema().iter_errors(&json(GOOD)).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let scenario = Scenario::read(GOOD).unwrap_or_else(|error| panic!("{error}"));
    // What is read is written alike.
    let written = scenario.to_json();
    let again = Scenario::read(&written).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(json(&written), json(&again.to_json()));
    assert!(schema().is_valid(&json(&written)));
}

#[test]
fn the_schema_and_the_reader_refuse_the_same_defects() {
    let (schema, mut wrong) = (schema(), Vec::new());
    for defect in DEFECTS {
        let (bad, said) = planted(defect);
        let fits = schema.is_valid(&json(&bad));
        wrong.extend(said.into_iter().chain(fits.then(|| format!("the schema has {}", defect.1))));
    }
    println!("{} defects", DEFECTS.len());
    assert_none(&wrong);
}

#[test]
fn the_reader_refuses_what_the_schema_cannot() {
    let (schema, mut wrong) = (schema(), Vec::new());
    for defect in BEYOND_THE_SCHEMA {
        let (bad, said) = planted(defect);
        let refuses = !schema.is_valid(&json(&bad));
        wrong.extend(
            said.into_iter().chain(refuses.then(|| format!("the schema too: {}", defect.1))),
        );
    }
    println!("{} defects", BEYOND_THE_SCHEMA.len());
    assert_none(&wrong);
}

#[test]
fn what_is_no_json_is_refused_with_line_and_column() {
    for (text, line, column) in [
        ("", 1, 0),
        ("{\"format\":1,\n \"steps\" []}", 2, 10),
        (&format!("{GOOD}\n{{}}"), GOOD.lines().count() + 1, 1),
        ("{\"format\":1,\n\"format\":1}", 2, 8),
    ] {
        let error = Scenario::read(text).expect_err("no scenario");
        assert_eq!(error.position, Some((line, column)), "{error}");
    }
}
