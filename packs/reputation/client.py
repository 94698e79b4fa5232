import http.client, json, os, ssl, sys, time
import urllib.error, urllib.parse, urllib.request

def fail(message):
    sys.stderr.write(message)
    sys.exit(1)

class NoRedirect(urllib.request.HTTPRedirectHandler):
    # The key would follow to wherever the redirect points.
    def redirect_request(self, *ignored):
        return None

def call(method, path, body=None):
    """One call of the service: its reply, or None if it knows nothing of what was asked for."""
    base = os.environ['url'].strip().rstrip('/')
    if not base.lower().startswith(('http://', 'https://')):
        fail('The API URL "%s" must begin with https:// or http://. Correct it in the resource.' % base)
    try:
        timeout = max(1, float(os.environ.get('timeout') or 30))
    except ValueError:
        fail('The timeout "%s" is not a number of seconds. Correct it in the resource.' % os.environ['timeout'])
    context = ssl.create_default_context()
    if os.environ.get('verify', 'true').lower() == 'false':
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    proxy = os.environ.get('proxy_url')
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({'http': proxy, 'https': proxy} if proxy else {}),
        urllib.request.HTTPSHandler(context=context), NoRedirect())
    headers = {'X-Api-Key': os.environ['api_key'].strip(), 'Accept': 'application/json', 'User-Agent': 'Tocsin'}
    if method != 'GET':
        # The same for every attempt, so that the service does it once.
        headers['Idempotency-Key'] = os.environ.get('TOCSIN_IDEMPOTENCY_KEY', '')
        headers['Content-Type'] = 'application/json'
    data = None if body is None else json.dumps(body).encode()
    deadline = time.monotonic() + 4 * timeout
    pause = 1
    while True:
        request = urllib.request.Request(base + path, data=data, headers=headers, method=method)
        try:
            with opener.open(request, timeout=timeout) as reply:
                text = reply.read(5000000)
            break
        except urllib.error.HTTPError as error:
            if error.code == 404 and method == 'GET' and read_code(error) == 'unknown_indicator':
                return None
            wait = pause
            if error.code in (429, 503) and (error.headers.get('Retry-After') or '').strip().isdigit():
                wait = int(error.headers['Retry-After'])
            if error.code in (429, 502, 503, 504) and time.monotonic() + wait < deadline:
                time.sleep(wait)
                pause = pause * 2
                continue
            fail(explain(error, wait))
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, 'reason', error)
            if isinstance(reason, TimeoutError) or 'timed out' in str(reason):
                fail('The service at %s did not answer within %g s. Try again, or raise the timeout of the resource.'
                     % (base, timeout))
            if isinstance(reason, ssl.SSLCertVerificationError):
                fail('The certificate of %s is not trusted: %s. Install the authority, or switch off "Verify server certificate".'
                     % (base, reason.verify_message))
            fail('The service at %s cannot be reached: %s. Check the API URL and the network.' % (base, reason))
        except ValueError as error:
            fail('The settings of the resource cannot be sent: %s.' % error)
    try:
        reply = json.loads(text)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        fail('The service at %s answered something that is not a JSON object. Check the API URL.' % base)
    return reply

def read_code(error):
    try:
        error.body = json.loads(error.read(100000))
        return error.body.get('code')
    except (ValueError, AttributeError, OSError):
        error.body = {}
        return None

def explain(error, wait):
    if error.code in (401, 403):
        return 'The service refused the API key (%d). Enter a valid key in the resource.' % error.code
    if error.code == 429:
        return 'The service allows no more requests for now (429); it asks to wait %d s. Run the action again later.' % wait
    if 300 <= error.code < 400:
        return 'The service redirects to %s (%d). Enter that address as API URL.' % (error.headers.get('Location'), error.code)
    if not hasattr(error, 'body'):
        read_code(error)
    said = error.body.get('message') if isinstance(error.body, dict) else None
    if error.code == 404:
        return 'The service has no such address (404). Check the API URL of the resource.'
    return 'The service answered with status %d: %s' % (error.code, said or error.reason)
