package suite

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// What JSON allows and a careless translator changes, in objects without a mark of AWS. %s is
// apiVersion and kind.
var oddObjects = map[string]string{
	"odd escapes": `{%s,"metadata":{"name":"o","namespace":"shop","annotations":{"a":"\u003cb\u003e \/ caf\u00e9 é ` +
		`\ud83d\ude00 😀 \u0000 \u2028 \b\f\n\r\t \"\\ \u007F","\u0061lias":"\u0041"}}}`,
	"nulls": `{%s,"metadata":{"name":"o","namespace":"shop","annotations":null,"labels":null,"finalizers":null,` +
		`"creationTimestamp":null,"ownerReferences":null},"spec":null,"status":null,"data":null}`,
	"64-bit limits": `{%s,"metadata":{"name":"o","namespace":"shop","generation":9223372036854775807},"x":` +
		`[-9223372036854775808,9223372036854775807,18446744073709551615,-0,0]}`,
	"numbers beyond what libraries hold": `{%s,"metadata":{"name":"o","namespace":"shop"},"x":` +
		`[18446744073709551616,1e3,1.0,0.1000,1E300,-0.0,123456789012345678901234567890,0.30000000000000004]}`,
	"empty maps and lists": `{%s,"metadata":{"name":"o","namespace":"shop","annotations":{},"labels":{},"finalizers":[],` +
		`"ownerReferences":[]},"spec":{},"status":{},"":{},"x":[[],{},[{}],""]}`,
	"unsorted and unknown keys": `{"zebra":1,%s,"metadata":{"name":"o","zzz":{"b":1,"a":[2,1]},"namespace":"shop"},"Apple":2,"apple":3}`,
	"white space":               " {\n\t%s ,\r\n \"metadata\" : { \"name\" : \"o\" , \"namespace\":\"shop\" } }\n",
	"no metadata":               `{%s}`,
	"deep nesting":              `{%s,"metadata":{"name":"o","namespace":"shop"},"x":` + strings.Repeat(`{"a":[`, 60) + strings.Repeat(`]}`, 60) + `}`,
}

func TestObjectsWithoutAWSMarksKeepEveryByte(t *testing.T) {
	raw := startRaw(t)
	actionOf := raw.resources(t)
	compared := 0
	for resource, action := range actionOf {
		if isAWSOwn(resource) {
			continue
		}
		for name, object := range oddObjects {
			t.Run(resource+"/"+name, func(t *testing.T) {
				sent := fmt.Sprintf(object, typeOf(resource))
				answer, err := raw.execute(action, sent)
				if err != nil {
					t.Fatalf("the item would not be restored: %v", err)
				}
				if answer.GetSkipRestore() {
					t.Error("the item is skipped")
				}
				if !bytes.Equal(answer.GetItem(), []byte(sent)) {
					t.Errorf("changed\n sent %s\n got  %s", sent, answer.GetItem())
				}
			})
			compared++
		}
	}
	if want := 17 * len(oddObjects); compared < want {
		t.Errorf("only %d objects compared, expected %d or more", compared, want)
	}
}

func TestEveryObjectOfAWSsOwnKindsIsSkipped(t *testing.T) {
	raw := startRaw(t)
	for resource, action := range raw.resources(t) {
		if !isAWSOwn(resource) {
			continue
		}
		sent := fmt.Sprintf(`{%s,"metadata":{"name":"o","namespace":"shop"},"spec":{}}`, typeOf(resource))
		answer, err := raw.execute(action, sent)
		if err != nil {
			t.Errorf("%s: %v", resource, err)
			continue
		}
		if !answer.GetSkipRestore() {
			t.Errorf("an object of %s would be restored", resource)
		}
		if !bytes.Contains(answer.GetItem(), []byte(`"kind":"`+kinds[resource].kind+`"`)) {
			t.Errorf("%s: Velero cannot read the answer %q", resource, answer.GetItem())
		}
	}
}

func typeOf(resource string) string {
	return fmt.Sprintf(`"apiVersion":%q,"kind":%q`, kinds[resource].apiVersion, kinds[resource].kind)
}
