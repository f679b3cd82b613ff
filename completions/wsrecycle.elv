
use builtin;
use str;

set edit:completion:arg-completer[wsrecycle] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'wsrecycle'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'wsrecycle'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand status 'Show how the desktops stand, and put right what is wrong'
            cand alarm 'Manage the alarms that guard desktops'
            cand hold 'Keep desktops from being recycled'
            cand release 'Let held desktops be recycled again'
            cand wait 'Wait until a desktop is as wanted'
            cand changelog 'Show what changed in each version'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual, or write all pages'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;status'= {
            cand --id 'Only these desktops (can be repeated)'
            cand --user 'Only the desktops of these users (can be repeated)'
            cand --directory 'Only desktops in these directories (can be repeated)'
            cand --bundle 'Only desktops from these bundles (can be repeated)'
            cand --finding 'Only desktops with this finding, such as unguarded or overdue (can be repeated)'
            cand --watch 'Look again at this interval until interrupted'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --fix 'Put right what can be put right without a person''s judgement'
            cand --dry-run 'With --fix, show what would be done, and do nothing'
            cand -y 'With --fix, do not ask before changing something'
            cand --yes 'With --fix, do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;alarm;create'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --all 'Every desktop in scope'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;delete'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --all 'Every desktop in scope'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;list'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;help'= {
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;alarm;help;create'= {
        }
        &'wsrecycle;alarm;help;delete'= {
        }
        &'wsrecycle;alarm;help;list'= {
        }
        &'wsrecycle;alarm;help;help'= {
        }
        &'wsrecycle;hold'= {
            cand --reason 'Why, for whoever finds the tag'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;release'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;wait'= {
            cand --for 'What to wait for'
            cand --timeout 'Give up after this time, such as 90s, 10m or 1h30m'
            cand --every 'Look this often; AWS itself looks at connections every few minutes'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;changelog'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;completions'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;man'= {
            cand --out 'Write every page into this folder'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;help'= {
            cand status 'Show how the desktops stand, and put right what is wrong'
            cand alarm 'Manage the alarms that guard desktops'
            cand hold 'Keep desktops from being recycled'
            cand release 'Let held desktops be recycled again'
            cand wait 'Wait until a desktop is as wanted'
            cand changelog 'Show what changed in each version'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual, or write all pages'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;help;status'= {
        }
        &'wsrecycle;help;alarm'= {
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
        }
        &'wsrecycle;help;alarm;create'= {
        }
        &'wsrecycle;help;alarm;delete'= {
        }
        &'wsrecycle;help;alarm;list'= {
        }
        &'wsrecycle;help;hold'= {
        }
        &'wsrecycle;help;release'= {
        }
        &'wsrecycle;help;wait'= {
        }
        &'wsrecycle;help;changelog'= {
        }
        &'wsrecycle;help;completions'= {
        }
        &'wsrecycle;help;man'= {
        }
        &'wsrecycle;help;help'= {
        }
    ]
    $completions[$command]
}
